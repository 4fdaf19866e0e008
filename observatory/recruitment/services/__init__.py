"""What can be done in a recruitment, in the order of the work."""

from observatory.recruitment.services.draw_rules import DrawRules
from observatory.recruitment.services.invitations import (
    commit_letters,
    draw_invitations,
    prepare_invitations,
    repeat_letters,
    write_letters,
)
from observatory.recruitment.services.letters.addresses import (
    AddressesOff,
    delete_addresses,
    import_addresses,
)
from observatory.recruitment.services.letters.codes import LetterAnswered, code_of, reissue_code
from observatory.recruitment.services.letters.confirmation import confirmation_pdf
from observatory.recruitment.services.letters.press import (
    LettersNotDrawn,
    NoSettings,
    picture_sample,
    print_letter,
    print_sample,
    save_settings,
)
from observatory.recruitment.services.letters.printing import (
    KEPT,
    NobodyToRemind,
    NoDeadline,
    drop_batch,
    drop_old_batches,
    folder_of,
    print_batch,
    request_batch,
)
from observatory.recruitment.services.letters.proofs import as_public, is_proven, proof_of
from observatory.recruitment.services.letters.returned import (
    NotNumbers,
    UnknownLetters,
    find_letter,
    mark_returned,
    unmark_returned,
)
from observatory.recruitment.services.presets import presets_for, use_preset
from observatory.recruitment.services.quotas import (
    QuotasLocked,
    QuotasUnlocked,
    create_recruitment,
    lock_quotas,
    refuse_unlocked,
    set_quotas,
)
from observatory.recruitment.services.registers.importing import (
    check_register,
    clean_uploads,
    count_register,
    discard_register,
    drop_list,
    drop_lost_files,
    import_register,
    send_register,
    set_columns,
    take_register,
)
from observatory.recruitment.services.replies.addresses import (
    BadAddressToken,
    ask_address,
    ask_again,
    confirm_address,
)
from observatory.recruitment.services.replies.eligibility import import_confirmations
from observatory.recruitment.services.replies.entering import (
    UnknownLetter,
    find_typed_letter,
    mark_printed,
    unprinted_by_language,
)
from observatory.recruitment.services.replies.importing import import_replies
from observatory.recruitment.services.replies.picture import cover_quotas
from observatory.recruitment.services.replies.questions import (
    is_finished,
    move_closing,
    open_replies,
    propose_questions,
    set_question,
    word_answers,
)
from observatory.recruitment.services.replies.saving import (
    AlreadyAnswered,
    RepliesClosed,
    RepliesNotOpen,
    RepliesOver,
    Reply,
    refuse_answered_or_closed,
    save_reply,
)
from observatory.recruitment.services.replies.web import (
    is_as_saved,
    new_ticket,
    take_reply,
    try_code,
)
from observatory.recruitment.services.replies.withdrawing import (
    AlreadyWithdrawn,
    find_own_reply,
    withdraw_for,
    withdraw_reply,
)

__all__ = [
    "DrawRules",
    "AddressesOff",
    "take_register",
    "set_columns",
    "send_register",
    "drop_list",
    "drop_lost_files",
    "discard_register",
    "clean_uploads",
    "check_register",
    "AlreadyAnswered",
    "AlreadyWithdrawn",
    "BadAddressToken",
    "KEPT",
    "LetterAnswered",
    "LettersNotDrawn",
    "NoDeadline",
    "NoSettings",
    "NobodyToRemind",
    "NotNumbers",
    "QuotasLocked",
    "QuotasUnlocked",
    "RepliesClosed",
    "RepliesNotOpen",
    "RepliesOver",
    "Reply",
    "UnknownLetter",
    "UnknownLetters",
    "as_public",
    "ask_address",
    "ask_again",
    "code_of",
    "commit_letters",
    "confirm_address",
    "confirmation_pdf",
    "count_register",
    "cover_quotas",
    "create_recruitment",
    "delete_addresses",
    "draw_invitations",
    "drop_batch",
    "drop_old_batches",
    "find_letter",
    "find_own_reply",
    "find_typed_letter",
    "folder_of",
    "import_addresses",
    "import_confirmations",
    "import_register",
    "import_replies",
    "is_as_saved",
    "is_finished",
    "is_proven",
    "lock_quotas",
    "mark_printed",
    "mark_returned",
    "move_closing",
    "new_ticket",
    "open_replies",
    "picture_sample",
    "prepare_invitations",
    "presets_for",
    "print_batch",
    "print_letter",
    "print_sample",
    "proof_of",
    "propose_questions",
    "refuse_answered_or_closed",
    "refuse_unlocked",
    "reissue_code",
    "repeat_letters",
    "request_batch",
    "save_reply",
    "save_settings",
    "set_question",
    "set_quotas",
    "take_reply",
    "try_code",
    "unmark_returned",
    "unprinted_by_language",
    "use_preset",
    "withdraw_for",
    "withdraw_reply",
    "write_letters",
    "word_answers",
]
