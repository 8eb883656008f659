"""K-011: Ninomiya gives no medical card while the guardian has declared no income; point such bills out (二宮町)."""

from __future__ import annotations

from uwanose import Flags, RecordFinding, customizes


@customizes("K-011", "medical_subsidy.record_findings")
def record_findings(guardian_undeclared: Flags, eligible: Flags) -> tuple[RecordFinding, ...]:
    """Bills the town would subsidise although the card may not be given yet. No amount changes."""
    return (
        RecordFinding(
            mask=eligible & guardian_undeclared,
            ja="保護者の所得が未申告です。医療証を交付する前に申告を案内してください。",
            en="The guardian has declared no income. Ask for the declaration before the card is given.",
        ),
    )
