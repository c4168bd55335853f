"""Words by which a text about one student is told from one about students, staff, places and programs."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()).casefold() for name in text.split(","))


STUDENT = _words(
    """
    student pupil scholar kid child learner grader freshman sophomore kindergartner kindergartener classmate
    girl boy son daughter twin sibling youngster teen teenager preschooler
    """
)
STUDENTS = _words(
    """
    students pupils scholars kids children learners graders freshmen sophomores kindergartners kindergarteners
    classmates girls boys twins siblings youngsters teens teenagers preschoolers
    """
)
AFTER_STUDENT = _words(
    """
    achievement activities advocacy agency assessment assessments assistance attendance behavior body centered
    conduct conference conferences council data discipline discourse engagement enrollment event experience
    feedback goals government group groups growth handbook health information intervention interventions
    leadership learning led level life mobility need needs outcome outcomes ownership participation performance
    perspectives portfolio portfolios progress records report results samples schedule score scores services
    study success support supports survey surveys talk talks teacher teachers teaching team teams thinking voice
    wellness wellbeing work writing development friendly facing care club
    """
)
"""After "student" or "child", these name something else than a person."""
RELATIVES = _words(
    """
    mom mother dad father parent parents guardian guardians grandmother grandma grandfather grandpa aunt uncle
    brother sister family stepmother stepfather
    """
)
RECORDS = _words("iep 504 bip fba")
OF_ONE_STUDENT = _words(
    """
    absences attendance behavior behaviors detention diagnosis discipline disability grades homework medication
    referral referrals scores suspension suspensions transcript truancy classmates teacher lexile
    """
)
"""What a student has, beside relatives and records: said of staff less often."""
THEIRS = (RECORDS | RELATIVES | {"teacher"}) - {"family", "parents"}
"""After "her" or "his", these say that a student was named before. A principal has teachers and a family, too."""
MEETINGS = _words("plan meeting conference review team goals for eligibility case")
HAPPENED = _words("suspended expelled truant tardy diagnosed retained detained bullied homeless")
ON_RECORD = _words(
    """
    absence absences attendance behavior detention referral referrals suspension suspensions
    """
)
"""What a school records of a student."""
LINKS = _words(", ( - – — : is was named called like such as including who s")
DESCRIBES = _words(
    """
    a an the this that our my one another new her his their current former grade th st nd rd first second third
    fourth fifth sixth seventh eighth ninth tenth eleventh twelfth she he they is was are
    """
)
POINTS_AT_ONE = _words("a this that the one another my our her his their")
OPENS_A_LIST = _words(": ( like such as including named e.g")
JOINS = _words(", & and or ; /")
TITLES = _words(
    """
    mr mrs ms mx miss dr prof professor coach principal superintendent teacher director officer counselor nurse
    dean coordinator assistant interventionist para paraprofessional aide specialist librarian psychologist
    therapist chair author researcher consultant mentor president senator governor mayor secretary custodian
    facilitator commissioner chancellor trainer substitute colleague president-elect poet
    """
)
"""Before or after a name, these say that it is an adult's."""
TAUGHT = _words(
    """
    students class classes classroom classrooms room team group groups section caseload period homeroom school
    kids advisory lesson lessons children pupils scholars learners course block unit units book
    """
)
"""Whose students, class or lessons they are is no student."""
NO_NAME = _words(
    """
    academy academic achievement administration agency alliance america american americans area assembly
    association avenue board building bureau campus center central charter church circle city club college
    commission committee commonwealth community conference council county department district division early
    east elementary family families federal foundation fund group hall high hospital house institute
    intermediate international junior kindergarten lab league library middle museum national network north
    northern northeast northwest office organization park parish partners partnership preschool primary program
    project public region regional river road room school schools secondary senior service services society
    south southern southeast southwest state states street team township union united university valley village
    west western world york jersey hampshire mexico carolina dakota virginia island angeles francisco diego
    antonio rico orleans african alaska alaskan arabic asian black bosnian brazilian cape cambodian cantonese
    chinese creole dominican english ethiopian european filipino french german guatemalan haitian hawaiian
    hispanic hmong indian indigenous islander italian japanese karen khmer korean latina latino latinx latine
    mandarin mexican native nepali pacific portuguese punjabi rican russian salvadoran somali spanish swahili
    tagalog ukrainian urdu verdean vietnamese white yoruba muslim christian jewish catholic multiracial
    multilingual bilingual action agenda algebra art arts assessment assessments attendance audit band behavior
    benchmark biology book books calculus calendar campaign challenge check checks chemistry class code coding
    common connect content core course curriculum data design discipline education effective emotional
    engagement engineering enrichment equity essential essentials evidence excellence exam expectations
    experience fair festival fluency foundational foundations framework friday fundations future geometry goal
    goals grade grading grades graduation growth guide guided guidance habits handbook health history humanities
    impact improvement inclusion indicator initiative instruction instructional intervention interventions
    inventory knowledge language leader leaders leadership learner learners learning lesson lessons letter level
    lexia literacy literature lunch mastery math mathematics measure meeting mentor methods mindset minutes
    monitoring morning multi music news newsletter night notice number numbers objective open opportunity
    outcome outcomes parent parents pathways performance period phase phonics physical physics plan planning
    plans policy practice practices priority problem process professional progress quality quarter question
    questions reader readers reading recess recovery renaissance report research resource resources response
    restorative results review rounds routine routines rubric safety scholars science season section self
    semester seminar session skills small social software standard standards star step steps strategies strategy
    strand structure student students studies study success suite summer summit support supports survey system
    systems talk talks teacher teachers teaching technology test testing tests theory thinking tier time title
    tool toolkit tools topic training transition tutoring unit units universal updates vocabulary voice week
    welcome wellness winter word words work workshop writer writers writing year youth zones achieve advancement
    ahead amplify awards award ap ib act sat prep monday tuesday wednesday thursday saturday sunday january
    february march july august september october november december day days month thanksgiving christmas ramadan
    eid holiday break spring fall khan eureka illustrative envision heggerty wonders iready dibels naplan canvas
    google classroom microsoft teams zoom slack powerschool schoology clever edmentum imagine newsela wilson
    orton gillingham fountas pinnell hmh pearson mcgraw savvas avid pbis mtss panorama nwea appendix form option
    part stage table type vitamin item
    """
)
"""A run of capitalized words with one of these is a school, a program, a people or a day, not a person."""
WELL_KNOWN = _names(
    """
    Abraham Lincoln, Amelia Earhart, Anita Archer, Anne Frank, Atticus Finch, Barack Obama, Bill Gates, Booker T
    Washington, Carol Dweck, Cesar Chavez, Charlotte Web, Dolores Huerta, Doug Lemov, Frederick Douglass, George
    Washington, Gloria Ladson-Billings, Grant Wiggins, Harriet Tubman, Harry Potter, Helen Keller, Horace Mann,
    Jackie Robinson, Jacqueline Woodson, Jan Richardson, Jason Reynolds, Jean Piaget, Jim Knight, Jo Boaler,
    John Dewey, John Hattie, Junie B, Katherine Johnson, Kwame Alexander, Langston Hughes, Lev Vygotsky, Linda
    Darling-Hammond, Lucy Calkins, Mae Jemison, Malala Yousafzai, Martin Luther, Martin Luther King, Maya
    Angelou, Michael Fullan, Michelle Obama, Nancy Drew, Nelson Mandela, Paulo Freire, Richard Dufour, Rick
    Dufour, Robert Marzano, Roberto Clemente, Romeo Montague, Rosa Parks, Ruby Bridges, Sandra Cisneros,
    Sojourner Truth, Sonia Sotomayor, Thomas Jefferson, Timothy Shanahan, William Shakespeare, Winn Dixie,
    Zaretta Hammond
    """
)
"""People of books, of history and of the field, by the form names are looked up in."""
ORDINARY = _words(
    """
    the a an and but or if when while after before because since until although though as at by for from in into
    of off on onto over to under with without about our my your his her their its we they you he she it i who
    what which where why how this that these those there here then also however last next first second third
    yesterday today tomorrow tonight both each every either neither all some any most many few no not only just
    even still yet so please thanks thank yes re cc fyi note notes per via call called ask asked tell told meet
    met see saw discuss discussed talked spoke email emailed contact contacted parent parents guardian mom dad
    mother father grandmother room grade quarter during between like another one two three four five six several
    including especially unfortunately moreover meanwhile once again maybe perhaps let lets get got have has had
    is are was were be been being do does did can could should would need needs move moved place placed refer
    referred evaluate support follow update updates concern concerns case cases name names owner action
    next-step evidence student's suspended expelled great good sadly finally currently recently according new
    old our's everyone someone attendees present participants dear hi hello hey
    """
)
"""Capitalized at the start of a sentence or a line, these begin no name."""
PARTICLES = _words("de del della da dos di la le van von der den bin ibn al el st ap y")
NOT_A_STUDENTS_ID = _words(
    """
    meeting zoom webinar conference event course class section employee staff teacher user vendor grant school
    district nces building ticket order po tax account asset device serial license form item document file job
    case passcode project program room org organization contract invoice photo video apple
    """
)
"""Before "ID", these say that the number isn't a student's."""
