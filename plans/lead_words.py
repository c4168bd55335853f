"""Words that identify a lead as a role, a group or a person."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLE_NOUNS = _words(
    """
    accountant administrator adviser advisor aide analyst assistant associate chair chairman chairperson
    chairwoman chief clerk
    coach consultant convener coordinator counselor counsellor dean designer director educator
    facilitator governor grader head headteacher instructor interventionist lead leader liaison
    librarian manager mentor nurse
    officer organizer paraeducator paraprofessional partner planner president principal psychologist
    registrar representative secretary specialist sponsor strategist superintendent supervisor
    teacher technician therapist trainer treasurer tutor volunteer worker
    """
)
GROUPS = _words(
    """
    board cabinet children committee council dilt faculty families ilt network parents partners personnel plc
    plcs pta pto ptsa silt slt staff task-force taskforce team teams union
    """
)
"""Groups that a separator can set apart; alone on a wrapped line they end the name above ("District / team")."""
PEOPLE = _words("beneficiaries children families guardians learners parents pupils stakeholders students")
"""The people a school serves: a line break or a separator always separates them from other leads."""
GROUP_ENDINGS = (
    GROUPS
    | PEOPLE
    | _words(
        """
    central community department departments district family group guidance leadership members
    office resources
    """
    )
)
"""Words that end a group's name but name no group alone ("Family and Community Coordinator")."""

ABBREVIATED_ROLES = frozenset({"bcba", "ceo", "cao", "cfo", "cio", "coo", "hr", "ap", "aps", "it", "vp"})
MODIFIERS = frozenset(
    {"acting", "assistant", "associate", "chief", "deputy", "interim", "lead", "senior", "vice", "head"}
)
TOPICS = _words(
    """
    academic academics accountability achievement adult after alignment art arts assessment
    assessments attendance behavior bilingual business career climate college communication
    communications content core culture curriculum data development diversity early early-childhood
    education educational ela elementary ell english engagement equity esl evaluation facilities federal
    finance general gifted grade grants health high history home human inclusion instruction
    instructional intervention information innovation language learner learners learning level
    library literacy math mathematics media mental middle multilingual music nutrition operations
    performance physical planning primary professional program programs programming public quality
    reading recruitment research resource resources response safety school schools science secondary
    service services social special state strategic strategy student studies support supports
    systems talent teaching technology testing title training transformation transportation
    turnaround parent wellness world writing youth cte mtss pbis rti sel sped stem
    """
)
"""Capitalized words that look like a name ("Special Education") but are not."""

NAME_PARTICLES = frozenset({"da", "de", "del", "den", "der", "di", "du", "la", "le", "van", "von"})
"""Small words inside a name ("Ana de la Cruz"), never its last."""
