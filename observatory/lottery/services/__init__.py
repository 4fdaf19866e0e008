"""What can be done in a recruitment, in the order of the work."""

from observatory.lottery.services.answering import (
    AlreadyAnswered,
    RepliesClosed,
    RepliesNotOpen,
    RepliesOver,
    Reply,
    save_reply,
)
from observatory.lottery.services.confirmations import import_confirmations
from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.invitations import (
    commit_letters,
    draw_invitations,
    prepare_invitations,
    repeat_letters,
    write_letters,
)
from observatory.lottery.services.letters import LetterAnswered, code_of, reissue_code
from observatory.lottery.services.letters_press import (
    LettersNotDrawn,
    NoSettings,
    picture_sample,
    print_letter,
    print_sample,
    save_settings,
)
from observatory.lottery.services.letters_printing import (
    KEPT,
    NobodyToRemind,
    NoDeadline,
    drop_batch,
    drop_old_batches,
    folder_of,
    print_batch,
    request_batch,
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
from observatory.lottery.services.registers import count_register, import_register
from observatory.lottery.services.replies import cover_quotas, import_replies
from observatory.lottery.services.solving import solve_draw

__all__ = [
    "KEPT",
    "AlreadyAnswered",
    "LetterAnswered",
    "LettersNotDrawn",
    "NoDeadline",
    "NoSettings",
    "NobodyToRemind",
    "QuotasLocked",
    "QuotasUnlocked",
    "RepliesClosed",
    "RepliesNotOpen",
    "RepliesOver",
    "Reply",
    "code_of",
    "commit_letters",
    "count_register",
    "cover_quotas",
    "create_recruitment",
    "draw_invitations",
    "draw_panel",
    "drop_batch",
    "drop_old_batches",
    "folder_of",
    "freeze_draw",
    "import_confirmations",
    "import_register",
    "import_replies",
    "lock_quotas",
    "picture_sample",
    "prepare_invitations",
    "presets_for",
    "print_batch",
    "print_letter",
    "print_sample",
    "refuse_unlocked",
    "reissue_code",
    "repeat_letters",
    "repeat_solving",
    "request_batch",
    "save_reply",
    "save_settings",
    "set_quotas",
    "solve_draw",
    "use_preset",
    "write_letters",
]
