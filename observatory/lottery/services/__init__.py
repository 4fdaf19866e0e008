"""What can be done in a recruitment, in the order of the work."""

from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.invitations import (
    commit_letters,
    draw_invitations,
    prepare_invitations,
    repeat_letters,
    write_letters,
)
from observatory.lottery.services.letters.addresses import (
    AddressesOff,
    delete_addresses,
    import_addresses,
)
from observatory.lottery.services.letters.codes import LetterAnswered, code_of, reissue_code
from observatory.lottery.services.letters.confirmation import confirmation_pdf
from observatory.lottery.services.letters.press import (
    LettersNotDrawn,
    NoSettings,
    picture_sample,
    print_letter,
    print_sample,
    save_settings,
)
from observatory.lottery.services.letters.printing import (
    KEPT,
    NobodyToRemind,
    NoDeadline,
    drop_batch,
    drop_old_batches,
    folder_of,
    print_batch,
    request_batch,
)
from observatory.lottery.services.letters.proofs import as_public, is_proven, proof_of
from observatory.lottery.services.letters.returned import (
    NotNumbers,
    UnknownLetters,
    find_letter,
    mark_returned,
    unmark_returned,
)
from observatory.lottery.services.presets import presets_for, use_preset
from observatory.lottery.services.quotas import (
    QuotasLocked,
    QuotasUnlocked,
    create_recruitment,
    lock_quotas,
    refuse_unlocked,
    set_quotas,
)
from observatory.lottery.services.registers.importing import (
    check_register,
    clean_uploads,
    count_register,
    discard_register,
    drop_list,
    import_register,
    send_register,
    set_columns,
    take_register,
)
from observatory.lottery.services.relaxing import relax_quotas
from observatory.lottery.services.replies.addresses import (
    BadAddressToken,
    ask_address,
    confirm_address,
)
from observatory.lottery.services.replies.eligibility import import_confirmations
from observatory.lottery.services.replies.entering import (
    UnknownLetter,
    find_typed_letter,
    mark_printed,
    unprinted_by_language,
)
from observatory.lottery.services.replies.importing import import_replies
from observatory.lottery.services.replies.picture import cover_quotas
from observatory.lottery.services.replies.questions import (
    is_finished,
    list_unfinished,
    move_closing,
    open_replies,
    propose_questions,
    set_question,
)
from observatory.lottery.services.replies.saving import (
    AlreadyAnswered,
    RepliesClosed,
    RepliesNotOpen,
    RepliesOver,
    Reply,
    refuse_answered_or_closed,
    save_reply,
)
from observatory.lottery.services.replies.web import new_ticket, take_reply, try_code
from observatory.lottery.services.replies.withdrawing import (
    AlreadyWithdrawn,
    find_own_reply,
    withdraw_for,
    withdraw_reply,
)
from observatory.lottery.services.solving import solve_draw

__all__ = [
    "AddressesOff",
    "take_register",
    "set_columns",
    "send_register",
    "drop_list",
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
    "code_of",
    "commit_letters",
    "confirm_address",
    "confirmation_pdf",
    "count_register",
    "cover_quotas",
    "create_recruitment",
    "delete_addresses",
    "draw_invitations",
    "draw_panel",
    "drop_batch",
    "drop_old_batches",
    "find_letter",
    "find_own_reply",
    "find_typed_letter",
    "folder_of",
    "freeze_draw",
    "import_addresses",
    "import_confirmations",
    "import_register",
    "import_replies",
    "is_finished",
    "is_proven",
    "list_unfinished",
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
    "relax_quotas",
    "repeat_letters",
    "repeat_solving",
    "request_batch",
    "save_reply",
    "save_settings",
    "set_question",
    "set_quotas",
    "solve_draw",
    "take_reply",
    "try_code",
    "unmark_returned",
    "unprinted_by_language",
    "use_preset",
    "withdraw_for",
    "withdraw_reply",
    "write_letters",
]
