"""English forms that no stemmer brings together: irregular verbs and plurals, and spellings of Britain.

knew, known → know      took → take      children → child      organisation → organization      labour → labor
"""

from __future__ import annotations

import re

_VERBS = """
arise arose arisen; bear bore borne; beat beaten; become became; begin began begun; bend bent; bite bit bitten; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; come came;
creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone; grow grew grown; hang hung; hear heard;
hide hid hidden; hold held; keep kept; know knew known; lay laid; lead led; learn learnt; leave left; lend lent; light lit; lose lost;
make made; mean meant; meet met; overcome overcame; oversee oversaw overseen; overtake overtook overtaken; pay paid; prove proven;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see seen; seek sought; sell sold; send sent; shake shook shaken;
shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken;
speed sped; spend spent; spill spilt; stand stood; steal stole stolen; stick stuck; strike struck; strive strove striven; swear swore sworn;
sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
undergo underwent undergone; understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; withdraw withdrew withdrawn; withhold withheld; write wrote written
"""
_NOUNS = """
child children; man men; woman women; foot feet; tooth teeth; mouse mice; goose geese; wife wives; life lives; leaf leaves; shelf shelves;
half halves; loaf loaves; thief thieves; wolf wolves; analysis analyses; crisis crises; basis bases; criterion criteria; phenomenon phenomena;
medium media; datum data; curriculum curricula; alumnus alumni; fisherman fishermen; chairman chairmen; spokesman spokesmen;
serviceman servicemen; craftsman craftsmen; firefighter firemen; policeman policemen; salesman salesmen; nucleus nuclei; index indices
"""
_BRITISH = """
labor labour; color colour; harbor harbour; behavior behaviour; favor favour; honor honour; neighbor neighbour; neighborhood neighbourhood;
center centre centres; theater theatre theatres; fiber fibre; meter metre metres; kilometer kilometre kilometres; liter litre litres;
program programme programmes; license licence licences; defense defence; offense offence; practice practise; catalog catalogue; dialog dialogue;
check cheque; tire tyre; enrollment enrolment; fulfill fulfil; counseling counselling; counselor counsellor counsellors; traveling travelling;
traveler traveller travellers; modeling modelling; labeling labelling; canceled cancelled; jewelry jewellery; plow plough; gray grey;
aging ageing; judgment judgement; pediatric paediatric; pediatrics paediatrics; anesthesia anaesthesia; maneuver manoeuvre; aluminum aluminium;
specialty speciality; tonne tonnes; analyze analyse analysed analyses
"""
_KEPT = frozenset(
    [
        "exercise",
        "promise",
        "enterprise",
        "franchise",
        "advise",
        "revise",
        "supervise",
        "merchandise",
        "expertise",
        "otherwise",
        "likewise",
        "comprise",
        "compromise",
        "surprise",
        "raise",
        "praise",
        "disguise",
        "devise",
        "televise",
        "improvise",
        "paradise",
        "premise",
        "precise",
        "concise",
        "demise",
        "disease",
        "increase",
        "decrease",
    ]
)
_SPELT = re.compile(r"([a-z]{3,})is(e|es|ed|ing|er|ers|ation|ations)$")
FORMS = {
    form: words[0]
    for line in (_VERBS, _NOUNS, _BRITISH)
    for words in (group.split() for group in line.split(";"))
    for form in words[1:]
    if form != words[0]
}


def regular(word: str) -> str:
    """The regular, American form of an English word in lower case; the word itself where it has none other."""
    if (base := FORMS.get(word)) is not None:
        return base
    m = _SPELT.fullmatch(word)
    if m is None or f"{m[1]}ise" in _KEPT:
        return word
    return f"{m[1]}iz{m[2]}"
