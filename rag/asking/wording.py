"""The words of asking: what marks a question's kind, its operation, its limits. Korean and English; no report's words.

Lists and patterns only; `rag.questions` reads questions by them.
"""

from __future__ import annotations

import re

from rag.types import Wanted

# Words of asking, not of matter. Verbs end in 다 as `Korean.terms` gives them.
STOP = frozenset(
    """
    며칠 이번 다음 뒤 안 이내 예전 옛날 알리다 궁금 궁금하다 말하다 말씀 설명 소개 정리 가르치다 보이다 부탁 나열 계산 적다 세다 꼽다 빠지다 빠짐없다 주요 대표적 주로 짜이다 같이 함께 하나 아는대로 동안 가운데 순 대체 도대체 과연 담기다 말 다루다 다뤄지다 일 얘기 꼴 질문 대답 답 답변하다 무엇 뭐 뭣 어떤 어떻다 얼마 얼마나 몇 누구 언제 어디 왜 어느
    것 거 수 때 점 데 곳 줄 중 등 경우 정도 현재 지금 요즘 최근 혹시 그냥 그럼 그러면 근데 그런데 그리고 그거 이거 저거 그것 이것 그 이 저 여기 거기 저기 이곳 그곳
    우리 나 저 저희 너 회사 기업 기관 조직 곳 보고서 리포트 자료 문서 관련 대하다 해당 모두 전부 다 전체 총 합계 각각 구체 구체적 자세 상세 정확 정확하다 정확히 간단 좀 더 가장 제일 젤 너무 진짜 정말
    이다 하다 되다 있다 없다 않다 같다 싶다 보다 주다 나오다 들다 가지다 적히다 쓰이다 해주다 나다 맞다 어때 후 전 종류 목록 리스트 이름 명칭 가지 세 네 두 한 개 명 해 년 월 일 둘 셋 원래 나타나다 밝히다
    차지 차지하다 세부 나중 이루어지다 이뤄지다 의하다 따르다 통하다 위하다 포함 포함하다 각 별 어떠하다 그렇다 이렇다 싶다 알다 모르다 뭐하다 요일 어쩌다 얘기 이야기 주라 궁금증 확인 가능 가능하다 쪽 편
    tell me about please show list give what which who whom whose when where why how many much long often old is are was were be been being am do does did done has have had having the a an of in on at to for from
    by with and or not it its this that these those there their they them he she his her we our you your i my can could will would should may might must shall if as than then so into out up down over under
    any all some each every other another more most least less number total name company organization organisation foundation center centre institute corporation institution agency report kind type types according mentioned say says said mean means meant get gets got currently there's
    between among current currently considered thing things out kinds about per also
    take place held happen happened work people person s t re ve ll until since during while before after because both only just
    now even still yet again ever never such same own us me mine whether here themselves itself themselves stay stays go goes going went gone come comes came
    make makes made takes taken took put puts let lets keep keeps kept want wants wanted january february march april june july august sit sits
    september october november december one two three four five six seven eight nine ten
    """.split()  # noqa: SIM905
)

# Nouns of filing, which a report often leaves out: they help to choose but prove little when they are missing.
GENERIC = frozenset(
    "제도 전체적 전반적 대체적 키워드 제목 related 종합 올해 금년 level levels 분야 부문 영역 항목 사업 업무 의견 내용 대상 기준 부분 사항 구분 요소 측면 상황 overall total whole 직원 직원들 사람들 사람 농민들 이용자들 현직자 employees employee staff workers people 결과 문구 statement category field area item items opinion contents details 유형 형태 직종 고용형태 요인 부서별 종류별 유형별 분야별 항목별 business businesses project projects comments comment participated attended participants 참여 참가 진행 실시 수행 이용 활용 제공 운영 편하다 쓰다 괜찮다 많다 나오다 오다 가다 걸리다 열리다 있다 찾다 내다 지내다 느끼다".split()  # noqa: SIM905
)
# A name and in brackets another one for the same.
GLOSS = re.compile(r"(?P<name>[가-힣]{2,})\s?\(\s?(?P<gloss>[가-힣]{2,})\s?\)")

# Behind a name in quotes, before the noun that says what kind of thing it is: 「'느린 걸음'이라는 원칙」.
CALLED_SO = re.compile(r"[’'”\"」』]\s?(?:이)?라는\s$")

# Verbs that say little of what is done, so that a question is not about them (상담받은 거 가족한테 연락 가나요).
LIGHT = frozenset(["받다", "하다", "되다", "주다", "오다", "가다", "있다"])
# Nouns that only say what kind of thing the noun before them is.
OF_A_KIND = frozenset(["피해", "사고", "사건", "사태", "현상"])
ENTITY = re.compile(
    r"[가-힣A-Za-z·]{2,}(?:부|청|처|공단|공사|협회|재단|대학교|위원회|은행|전자|그룹|연구원|진흥원|정보원|개발원|기술원|평가원|관리원|교육원|인증원|과학원|의료원|보장원|교육청|시청|도청|병원|학회|노조|연맹|중앙회|주식회사)$"
)

SEVERAL_PLACES = re.compile(
    r"어디\s?어디|[가-힣]들[은이]\s?(?:모두\s)?어디|(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|[2-9]|\d\d)\s?(?:개|곳|군데)\s?[가-힣·\s]{0,10}(?:은|는|이|가)\s?(?:모두\s)?어디"
)

# How a body came to be, in everyday verbs.
CAME_ABOUT = frozenset(["만들다", "생기다", "세우다", "시작하다", "시작", "출범", "탄생", "생겨나다"])

# What somebody did before he came to a post: what a report calls his career.
_FORMERLY = re.compile(
    r"(?:어떤|무슨|뭐|뭘|무엇을)\s?(?:일을?\s)?하(?:던|다(?:가)?\s?온)\s(?:사람|분|인물)|(?:원래|예전에|전에)\s(?:뭐|뭘|무슨\s일을?|어떤\s일을?)\s?하(?:던|셨던)\s(?:사람|분)"
)

# What is still to be done: what a report calls its plan.
_AHEAD = re.compile(
    r"(?<![가-힣])(?:앞으로|장차|향후)\s(?:[가-힣]+(?:에서|이|가|은|는)\s)?(?:하려는|할|하겠다는|해\s?나갈|이루려는|하고자\s하는)\s(?:일|것|게|거|사업)"
    r"|(?:(?:무슨|어떤)\s일(?:들)?을?|뭘|무엇을|뭐)\s하려고?\s(?:하(?:나|는|시)[가-힣]*|해요?|합니까)|(?<=년에\s)하려는\s일(?:들)?"
)

# Said in many words for one of the report's.
PARAPHRASED = ((_FORMERLY, "이력"), (_AHEAD, "계획"))

# The report itself, pointed at in a question to it.
ITSELF = re.compile(
    r"(?<![가-힣])(?:이|이번|본|해당)\s?(?:백서|연보|연감|연차보고서|안내서|소개서|책자|자료집|노트|소식지|문건|보도자료)"
)

# The body that the report is of, pointed at.
THIS_BODY = re.compile(
    r"(?<![가-힣])(?:이|우리|저희|여기|해당|본)\s?(?:기관|회사|재단|공단|공사|기업|조직|단체|연구원|정보원|센터)?(?:은|는|이|가)?(?=\s)"
)

# Words that say how to calculate, not about what.
_STEMS = "내|높|낮|많|적|크|큰|작|길|긴|짧|좋|합|빼|뺀|넘|네|세|두|나|늘|줄|올"
OPERATING = re.compile(
    rf"(?:전|후|전후|이전|이후|최고|최저|최대|최소|둘|셋|가운데|차지|사이|합쳐서|다섯\s?가지|대비|총액|총량|총점|잔여|증감|(?:증가|감소|상승|하락|성장|변화|변동|증감)(?:액|분|폭|량|율|률|수|치))|(?:{_STEMS})(?:이|게|은|는|을|던|고|기|지|아|어|다|여|면|서|네)?|(?:밑|뒤|끝|1등|꼴찌|일등|점수|세우|평균|합치|합하|합산|총계|나머지|더하|차이|격차|번째|합계|총합|비교|순위|이상|이하|초과|미만|쪽|순서|다섯|높아졌|늘어났|줄어들|오르|변하|변화|"
    r"highest|lowest|most|least|average|difference|higher|lower|compared|together|combined|add|adding|sum|largest|smallest|biggest|fewest|more|less|gap)[가-힣]{0,2}"
)
OPERATING_VERB = re.compile(
    rf"{OPERATING.pattern}|(?:{_STEMS}|모자라|부족|비싸|빠르|느리|무거|가벼|넓|좁|뒤지|앞서|웃돌|밑돌|남)[가-힣]{{0,2}}"
)  # nouns begin so, too: 크림, 길목

# The noun that names a kind of answer, and what it asks for: (wanted, standard unit or '').
ASKS: dict[str, tuple[Wanted, str]] = {
    "점수": ("number", "점"), "만족도": ("number", "점"), "평점": ("number", "점"), "score": ("number", "점"), "rating": ("number", "점"),
    "points": ("number", "점"), "scores": ("number", "점"), "ratings": ("number", "점"), "point": ("number", "점"),
    "비중": ("number", "%"), "비율": ("number", "%"), "퍼센트": ("number", "%"), "프로": ("number", "%"), "percent": ("number", "%"),
    "percentage": ("number", "%"), "share": ("number", "%"), "rate": ("number", "%"), "proportion": ("number", "%"),
    "인원": ("number", "명"), "인원수": ("number", "명"), "명수": ("number", "명"), "머릿수": ("number", "명"), "people": ("number", "명"),
    "금액": ("number", "원"), "액수": ("number", "원"), "비용": ("number", "원"), "won": ("number", "원"), "money": ("number", "원"), "amount": ("number", "원"),
    "건수": ("number", "건"), "마릿수": ("number", "마리"), "값": ("number", ""), "횟수": ("number", "회"), "times": ("number", "회"), "개수": ("number", "개"), "숫자": ("number", ""), "수치": ("number", ""), "수량": ("number", ""), "물량": ("number", ""), "분량": ("number", ""),
    "날짜": ("date", ""), "일자": ("date", ""), "시기": ("date", ""), "일시": ("date", ""), "연도": ("date", ""), "년도": ("date", ""), "시점": ("date", ""), "날": ("date", ""),
    "number of": ("number", ""), "일정": ("date", ""), "date": ("date", ""), "year": ("date", ""), "month": ("date", ""),
    "장소": ("place", ""), "위치": ("place", ""), "지역": ("place", ""), "location": ("place", ""), "place": ("place", ""), "venue": ("place", ""),
    "이유": ("reason", ""), "까닭": ("reason", ""), "원인": ("reason", ""), "계기": ("reason", ""), "배경": ("reason", ""), "경위": ("reason", ""), "연유": ("reason", ""), "사연": ("reason", ""), "reason": ("reason", ""),
    "방법": ("method", ""), "방식": ("method", ""), "절차": ("method", ""), "순서": ("method", ""), "method": ("method", ""),
    "제목": ("any", ""), "타이틀": ("any", ""), "title": ("any", ""),
    "뜻": ("definition", ""), "의미": ("definition", ""), "정의": ("definition", ""), "meaning": ("definition", ""), "definition": ("definition", ""),
    "규모": ("number", ""), "폭": ("number", ""),
    "기간": ("number", "기간"), "면적": ("number", "㎡"), "넓이": ("number", "㎡"), "길이": ("number", "m"), "무게": ("number", "kg"),
}  # fmt: skip

DURATIONS = ("일", "주", "개월", "년", "시간", "분", "달")
HIGHEST = re.compile(
    r"(?:가장|제일|젤|최고로)\s*(?:(?!최근|먼저|처음|나중|마지막)[가-힣]{1,6}\s){0,2}(?:높|크|큰|커|컸|많|길|긴|좋|우수|잘|비싼|비싸|빠른|빠르|넓|오래|깊|무거|후하|후한|세[다요]?|센|강한|강하|(?:잘|많이)\s*(?:알|아는)|힘\s?(?:을\s)?(?:주|준|쓰|쏟|쏟는|들)|힘쓰|주력|공\s?(?:을\s)?들|집중|중점|밀(?:고|어)|신경\s?(?:을\s)?(?:쓰|쏟))|최고(?!\s*전문|령|위원|경영|책임)|최대(?!\s*(?:\d|몇))|1위|일위|(?:1|일)등(?=[이은인]?\s?(?:뭐|무엇|무슨|어디|누구|어느|어떤|항목|분야|은\?|\?|$))|most|highest|largest|biggest|greatest|best|top"
)
LOWEST = re.compile(
    r"(?:가장|제일|젤)\s*(?:(?!최근|먼저|처음|나중|마지막)[가-힣]{1,6}\s){0,2}(?:낮|작|적(?!극|합|절|당)|짧|나쁜|나쁘|안\s*좋|싼|뒤|느린|느리|좁|얕|가벼|약한|약하|짜[게다]|짠|박하|박한|처지|처진|형편없|모르[는고]|몰라)|최저(?!\s?임금|\s?시급|생계)|최소(?!\s*\d)|꼴찌|꼴등|lowest|smallest|least|fewest|worst"
)
SUM = re.compile(
    r"(?<![종통결조융연집복])합[치친칠쳐산하한할해]|더[하한할해][면여서 ]|(?<!종)합계|합은|모두\s*몇|총\s*몇|총합|전부\s*몇|다\s*합|통틀어|통틀면|전체\s*몇|모두\s*얼마|총\s*얼마|총\s*[가-힣]{0,6}\s?인원|모두\s*[가-힣]{0,6}\s?인원|in total|add up|added|plus(?! cent)|altogether|(?:make up|account for|amount to|taken|put)[a-z ]* together\b(?! with)|combined|\bsum\b|total number|\btotal\b"
)
DIFFERENCE = re.compile(
    r"차이|격차|보다\s*(?:[가-힣]+\s){0,2}?(?:몇|얼마)|(?:몇|얼마)(?:나|큼|\s?[가-힣%]+포인트|\s?[가-힣%]{1,3})?\s*(?:더(?!\s?(?:주|줘|준|줄|받|얹|쳐))|덜)|더\s*(?:많|높|적|낮)[가-힣]*\s*(?:몇|얼마)|difference|\bgap between\b|how (?:much|many)[a-z ]* (?:more|less|fewer|higher|lower)"
)
COMPARE = re.compile(
    r"보다\s*(?:더\s*)?(?:[가-힣]{1,4}[이가은는]\s*)?(?:더\s*)?(?:높|낮|많|적|큰|크|작|길|짧)[가-힣]*\s*\??$|(?:중에서?|(?<!비)중|가운데)\s*(?:에서?\s*)?(?:어느|어떤|누가|어디|뭐|무엇|더(?![하한할해]))|어느\s*(?:쪽|것|게|점수|항목|분야|편)[가-힣]*\s*(?:이|가|을|를|은)?\s*더|(?:와|과|이랑|랑|하고|vs\.?)\s.*더\s*(?:높|낮|많|적|크|작|큰|작은)|(?:중에?서?|가운데)\s(?!.*(?:가장|제일|젤)).{0,12}(?:높|낮|많|적|큰|작|긴|짧)[은]?\s*쪽|which (?:one )?is (?:higher|lower|more|larger)|higher,|more,"
)
ORDER = re.compile(
    r"[가-힣]별\s[가-힣A-Za-z·]{2,10}(?:[을를은는도]|\s수[를는]?)?\s?(?:다|모두|전부|각각)\s?(?:알려|말해|정리|보여|나열|적어)"
    r"|[가-힣]별\s[가-힣A-Za-z·]{2,8}\s(?:수|점수|건수|인원|비율|비중|금액|예산|대수|면적)[를을는은]?\s?(?:알려|말해|정리|보여|나열|적어|\?|$)|(?:몇\s*[가-힣]{1,2}|얼마)씩|(?:인원|점수|비중|비율|금액|건수|예산|만족도|정원|수|액|율|률|량)[을를은는이가]?\s.{0,12}[가-힣]별로|[가-힣]별로?\s*.{0,12}?(?:몇|얼마)|(?<!어떤\s)(?<!무슨\s)순서(?:대로)?|순으로|높은\s*순|낮은\s*순|많은\s*순|적은\s*순|큰\s*순|작은\s*순|순위|상위|하위|(?:높은|낮은|많은|적은|큰|작은)\s*(?:것|거|곳|항목|분야|부서|시설)?\s*(?:두|세|네|다섯|2|3|4|5)\s*(?:개|가지|곳|항목)|(?:별|각각의?)\s*(?:로\s*)?(?:인원|점수|비중|비율|금액|건수|예산|만족도|현원|정원|수|명수)|ranking|in order|rank\b"
)
SPREAD = re.compile(
    r"(?:최고|1등|1위|일등|(?:가장|제일|젤)\s*(?:높|많|큰)[가-힣]*).*(?:최저|꼴찌|꼴등|(?:가장|제일|젤)\s*(?:낮|적|작)[가-힣]*).*(?:차이|격차|몇\s?%\s?(?:포인트|p)|몇\s?(?:점|명|건|개|원|배)|얼마|[가-힣]\s차(?=[는가를]?\s|[는가를]?\?|$))|difference between the (?:highest|most|largest) and (?:the )?(?:lowest|least|smallest)"
)
NONE_AT_ALL = re.compile(r"한\s*(?P<unit>명|건|개|곳|번|회)도\s*(?:안|없|못|[가-힣]+지\s*(?:않|못))")
OF_THAT = re.compile(r"\s?(?:중에?서?|가운데)\s")
HALF = re.compile(r"절반|과반|\bhalf\b")
PER = re.compile(r"(?:1|일|한|매)\s?(?:년|해|달|주|개월|주일|회|번|시간)|하루|1일|매일|매[년달주월]")  # 「1년에 얼마」
AVERAGE = re.compile(
    r"평균(?:은|이|을|값|\s*(?:내|구하|내면|치)|\s*(?:점수|만족도)|\s*몇|\s*얼마)|average of|on average|\bmean\b(?<!does mean)(?! ?\?|$)"
)
COUNT = re.compile(
    r"(?:은|는|이|가|을|를|모두|총|다)\s*(?:모두|총)?\s*몇\s*(?:가지|개(?!월|년)|종류|종|항목|단계|명목|과목|군데)|몇\s*(?:가지|종류|항목|개|과목|군데)(?:야|예요|이에요|인가|입니까|냐|지|로|를|나|였|이었|일까|인지|죠|임|\s?(?:있|되|돼|됩|됐|나와|나왔|적혀)|\?|$)|개수|가짓수|세어|how many (?:[a-z]+ ){0,2}(?:are|is)"
)
BEFORE = re.compile(
    r"(?:(?<!예)전에는|(?<!예)전에|전에\s*는|이전|하기\s*전|되기\s*전|기존|원래|당초|종전|[가-힣]\s전(?=\s|은|의|에)|개선전|도입전|before)"
)
AFTER = re.compile(r"(?:[가-힣]\s?후(?=\s|에|의|는|로)|이후|다음에|난\s*뒤|된\s*뒤|개선후|after)")
LIMITING = re.compile(
    r"(?:이상|이하|초과|미만|높|낮|많|적|크|큰|작|긴|넘|안 되|되|미치|웃도|밑도|above|below|over|under|more|less|than|least|exceed|exceeds|higher|lower)[가-힣]{0,2}"
)
EXCLUDE = re.compile(
    r"([^,?]*?)\s*(?:을|를|은|는)?\s*(?:빼고|빼면|뺀|제외하고|제외하면|제외한|제외|말고|이외|except|excluding|without)"
)
# A list is asked for whatever the noun before it is: 「일정은 뭐뭐 있나요」.
SEVERAL = re.compile(r"뭐\s?뭐|무엇\s?무엇|(?:뭐|무엇)(?:가|이)?\s?있|어떤\s*것들|무엇들")
TAKEN_FROM = re.compile(r"에서\s[^?]{1,20}?[을를]?\s?(?:빼|뺀|뺐|제하|제한|차감)")
# Which of several years one thing was more in.
MORE_IN = re.compile(r"더\s?(?:많|높|크|컸|큰|길|좋)|더\s?(?P<less>적|낮|작|짧|나쁘|나빴)")
ABOVE = re.compile(
    r"넘는|넘은|넘나|넘어|넘|이상|초과|보다\s*(?:높|많|큰|크)|웃도|above|over|more than|higher than|at least|exceed"
)
BELOW = re.compile(
    r"못\s*미치|이하|미만|보다\s*(?:낮|적|작)|밑도|밑인|밑으로|아래|안\s*되|안\s*돼|below|under|less than|lower than|fewer than"
)
LIST = re.compile(
    r"(?:[2-9]|\d\d)대\s(?:[가-힣]+\s?)?(?:과제|전략|가치|목표|사업|분야|원칙|방향|역량|정책|지표|축)(?:는|은|가|이|를|을)?\s?(?:뭔|뭐|무엇|어떤|알려|말해|정리|\?|$)|(?:자격|조건|요건|사항|혜택|제도|서류)(?:과|와|이나|나|·|및)\s?(?:자격|조건|요건|사항|혜택|제도|서류)(?:은|는|이|가|을|를)?\s?(?:뭔|뭐|무엇|어떤|알려|말해|정리|\?|$)|(?:[두세네]|다섯|여섯|[2-9])\s?(?:가지|개|곳|종류)[와과]\s(?:그\s|각각?의?\s)?(?:[가-힣]+\s)?(?:비율|비중|점수|인원|금액)|[가-힣]들(?:을|은|이|만|도)?\s?(?:좀\s?|다\s?|모두\s?)?(?:알려|말해|보여|적어|정리|나열|소개)|모두|전부|(?<![가-힣])다\s(?:알려|말해|적어|보여|정리|나열|써)|빠짐\s?없이|[가-힣]들[은이]\s?(?:어디|누구)|(?:무슨|어떤)\s[가-힣]{2,}들|목록|종류|리스트|각각|나열|세부\s*항목|항목들|어떤\s*것들|[가-힣]{2,}들은\s*\??$|무엇무엇|뭐뭐|뭐가\s*있|무엇이\s*있|뭐\s*있|무엇들|것들|들은\s*(?:뭐|무엇|어떤)|에는\s*(?:무엇|뭐|어떤)|어떤\s*[가-힣]+(?:이|가|들)\s*있|어디\s?어디|(?:곳|개|군데)\s?[가-힣·\s]{0,10}(?:은|는|이|가)\s?(?:모두\s)?어디|누구\s?누구|(?:[두세네]|다섯|여섯|[2-9])\s?(?:가지|개|곳|종류)(?:는|은|를|을|가|이)?\s*(?:\?|$|무엇|뭐|뭔|알려|말해|어디|적어)|list|all\b|what are|which are"
)
# What stands behind a verb where the question is about what it says: 「아쉬워한 점은」, 「다친 사람이 있었나요」.
WHAT_DID = re.compile(
    r"[가-힣]{0,2}[한은던인된온친운진](?:\s?(?:점|것|거|곳|부분|게)(?![가-힣]*[년월])|\s(?:사람|분|직원|학생|주민)(?:이|은|도)?\s(?:있|없))"
)
# Syllables behind a noun that only say that it is a point, or is counted.
MEASURED_AS = re.compile(r"[가-힣]점(?![가-힣]{2})|[자객민생]수(?:[는가를은도]|\s|\?|$)")
# 필요 said of the noun before it: 「회원가입이 필요한가요」.
NEEDED = re.compile(r"필요(?:한가|하나|해|합니|할까|하지|한지|하냐|함)")
# How many there are of each kind: 「노선 종류와 각각의 노선 수」, 「신고 유형과 비율」.
OF_EACH_KIND = re.compile(
    r"(?:종류|유형|항목|분야|부문|형태|이유|사유|용도|등급)(?:들)?(?:과|와|별|마다)\s?(?:그\s|각각의?\s)?(?:[가-힣]+\s)?(?:수|비율|비중|대수|건수|인원|금액|점수|면적)(?:[을를도은]|\s|\?|$)"
)
# The next of its kind, which a report tells apart from this one; 다음 by itself points at what is asked.
NEXT_ONE = re.compile(
    r"다음\s(?:[가-힣]+\s)?(?!과제|문제|숙제|주제)[가-힣]*(?:대회|행사|회의|총회|공연|경기|모집|공모|시험|축제|박람회|[가-힣]제|[가-힣]전|개최지)(?=[은는이가을를의에도]|\s|\?|$)"
)
# Determiners that count, point or ask, and make no other word of a noun behind them as 첫 does (첫차).
COUNTING = frozenset(
    [
        "한",
        "두",
        "세",
        "네",
        "다섯",
        "몇",
        "이",
        "그",
        "저",
        "각",
        "매",
        "총",
        "전",
        "어느",
        "무슨",
        "어떤",
        "모든",
        "다른",
        "여러",
        "온",
        "약",
    ]
)
# Numbers that only say how many things are expected, and what they count.
NUMERALS = frozenset(["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"])
NUMBERED = re.compile(r"\s?(?:개|곳|가지|군데|분야|항목|팀|명|사람|종류)(?!\s?번째|월)")

YESNO_END = re.compile(
    r"(?:나요?|는가요|은가요|ㄴ가요|인가요|까요?|니|냐|지요?|죠|어요?|아요?|해요?|돼요?|되요?|야|[함임줌감옴봄씀큼남긺됨듦음]|여부|는지|ㄴ지|은지|요|돼|해|어|아|줘|와|봐|써|커|가|내|래|대)\s*\??\s*$"
)
ENGLISH_YESNO = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.I)
RANK = re.compile(
    r"(첫|두|세|네|다섯)\s*번째|([1-9])\s*(?:위|번째|등)(?![가-힣]*부)|\b(second|third|fourth|fifth)(?=[\s-]+(?:most|least|high|low|larg|big|small|best|worst|long|short|great|few|place|rank|common|popular)|\s*(?:one)?\?*$)"
)
# English ordinals rank only with a superlative: the second village corps is one of several.
RANKED = re.compile(
    r"\b(?:second|third|fourth|fifth)[\s-](?:most|least|best|worst|place|placed|rank|ranked|[a-z]+est)\b"
)
RANKS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


ASKING: tuple[tuple[str, Wanted], ...] = (
    (r"몇\s*년(?=에\s*(?:한|1)\s*번|마다|\s*(?:주기|하나요|하는|하면|해야|일해|일하|다녀|다니|유지|유효|지나|걸|쓰|쉬|버)|짜리|\s?안에|\s?만에|\s?(?:이상|미만|이내))", "number"),
    (r"언제|무슨\s*요일|며칠날|(?<!수\s)(?<!수[는가이]\s)(?<!간[은이]\s)(?<!속[은이]\s)(?<!최대\s)(?<!최장\s)(?<!최소\s)몇\s*년도?(?=에|\s|인|이|예요|야|였|죠|부터|\?|$)|몇\s*월|몇\s*시(?=에|\s|부터|까지|\?|$)|며칠(?=인가|이|에\s|부터|\s*날|날)", "date"),
    (r"며칠|몇\s*일|얼마\s*동안|얼마나\s*(?:걸|오래)|몇\s*(?:주|개월|달|시간|년간)|얼마만|몇\s*년(?=\s*(?:까지|동안|간|걸|이나))", "number"),
    (r"얼마씩", "number"),
    (r"(?:(?:수행|담당|주관|시행|실시|위탁|수탁|설계|시공|제작|개발|집행|운영|관리|후원|발주|수주|심사|평가|감독)(?:을|를)?\s?(?:한|하는|하던|했던|받은)|맡은|맡는|맡고\s있는|맡았던)\s(?:곳|데)(?:은|는|이|가)?\s?(?P<done>어디)", "organisation"),
    (r"누가\s*(?:함께\s*|같이\s*)?(?=주관|주최|개최|주도|후원)", "organisation"),
    (r"(?:어떤|무슨)\s(?:사람|인재|인물|직원|분|모습)(?:을|를)?\s?(?=(?:말|뜻|의미|가리키|일컫))", "definition"),
    (r"누가|누구|누굴|누군|(?:어떤|무슨|어느)(?=\s*(?:사람|분(?![가-힣])|직원|대상))|(?:[가-힣]{2,}장|[원소실국과팀처청회사총교관단부]장|시장|대표|이사|위원|교수|담당자|책임자|감독|작가|경영진|임원진?|운영진|연구진|강사진?)(?:님|의)?들?\s*(?P<at>이름|성함|성명)", "person"),
    (r"(?:주관|주최|개최|주도|후원|협력|발주|시공|관할|소관|주무|감독|담당(?=\s?(?:기관|부))|(?=부서|팀|기관|단체|부처))(?:\s?(?:기관|부처|부서|단체|팀|처|사))?[은는이가을를도]?\s*(?P<at>어디)(?!에?\s?(?:있|위치))|(?:기관|단체|부처|회사|업체|기업|협회|은행|공단|공사|재단|주체)(?:은|는|이|가|도)?\s*(?P<body>어디)(?!에?\s?(?:있|위치))|어디(?=(?:에?서|가|랑|와|하고)?\s*(?:함께\s*|같이\s*)?(?:주관|주최|주도|후원|협력|발주|시공|관할|감독|부여|발급(?!\s?받)|수여|인증(?!\s?받)|선정(?!\s?[되됐])|심사|평가(?!\s?받)|제작|발행|발간|발표|출자|투자|맡[아고은는기나]|주는|줬|준\s|주[나었]))", "organisation"),
    (r"(?:나이대?|연령대?|세대|계층|집단|항목|분야|부문|영역|직종|업종|지표|정책|제도|사업|과목|유형|종류|제품|상품|요인|시기|기간)(?:은|는|이|가)?\s(?P<at>어디)(?!에?서)", "any"),
    (r"어디(?:에|다|에다)?(?=\s?(?:쓰(?!레|여\s?있)|썼|쓸|쓴|써(?!\s?있)|사용|활용|투입|투자|지출))", "method"),
    (r"어디(?!\s*(?:산하|소속|까지))|어느\s*(?:지역|지자체|지방자치단체|도시|곳|장소|나라|대학|(?:[시군구동도읍면역층]|마을)(?=에|의|이|인|\s|\?|$))", "place"),
    (r"어느\s*(?:기관|회사|기업|업체|부처|단체|부서)|어느(?=\s*(?:은행|협회|조합|재단))|무슨\s*(?:기관|회사|기업|부처)|어떤\s*(?:기관|단체|부처|회사)(?=에서|이|가|과|와)|어디\s*(?:산하|소속)", "organisation"),
    (r"왜|어째서|무엇\s*때문|뭐\s*때문", "reason"),
    (r"어떻게\s*(?:되|돼|됨|될|된)", "any"),
    (r"어떻게(?:\s*처리)?|어떡", "method"),
    (r"몇\s?번(?:으로|에)(?=\s?(?:전화|연락|신고|문의|알리|걸(?!쳐|친)))", "any"),
    (r"몇|얼마(?!\s?(?:안|되지\s?않|되지\s?못|못))", "number"),
    (r"(?:이란|란)\s*(?:무엇|뭐|\?|$)|무슨\s*뜻|뭘?\s*(?:뜻|의미)|무엇을\s*(?:뜻|의미|말)", "definition"),
    (r"무엇|무슨|뭐|뭘|뭔|뭣|머(?=야|에|예|임|\s|\?)|어떤|어느|어때|어떠|어떤가", "any"),
)  # fmt: skip
ASKING_EN: tuple[tuple[str, Wanted], ...] = (
    (
        r"(?:since|until|till|by|from) when\b|\bwhen\b|what (?:date|year|month|day|time)|which (?:year|month|day|date)"
        r"|what(?=(?:'s| is| are| were| was)? (?:the |its |their )?(?:[a-z-]+ ){0,3}hours\b)",
        "date",
    ),
    (
        r"what (?:caused|causes|led to|prompted|triggered|brought about|(?:is|was|were|lies|lay) behind|explains|explained|drove|made (?:it|them|the))"
        r"|(?:for )?what(?:'s| is| was| are| were)? (?:the )?(?:main |chief |stated )?(?:reason|cause)s?\b|how come\b",
        "reason",
    ),
    (
        r"how far (?:in advance|ahead)|how (?:many|much|long|often|high|big|large|far|old|fast|deep|tall|wide|heavy|frequently|soon)"
        r"|what (?:percent\w*|share|proportion|rate|score|number|amount|fraction|portion)|which percent\w*",
        "number",
    ),
    (r"\bwho(?:m|se)?\b", "person"),
    (r"\bwhere\b|which (?:city|region|place|venue|location|cities|regions)", "place"),
    (
        r"(?:which|what) (?:[a-z-]+ )?(?:organi[sz]ation|institution|agency|company|ministry|body|firm|universit(?:y|ies)|college|department|division"
        r"|bureau|association|bank|authority|committee|council|government|foundation|corporation|institute)\b",
        "organisation",
    ),
    (
        r"\bwhy\b|what (?:is |was |has |had )?(?:caused|led|made|prompted|triggered|driven|drove|brought about)\b|because of what|what (?:was|is|were|are) the (?:main |primary |biggest |chief )?(?:reason|cause|motive)s?\b",
        "reason",
    ),
    (r"\bhow\b", "method"),
    (r"what (?:does|do|did)(?= .*\bmean\b)|what is meant|definition of", "definition"),
    (r"\bwhat\b|\bwhich\b", "any"),
)


# Particles that may follow a noun, for telling where it ends without the analyser.
PARTICLES = "은|는|이|가|을|를|의|도|와|과|로|으로|에|에서|에는|만|요|이요|이랑|랑|하고|까지|부터|보다|인가요|이야|야|이에요|예요"

# What an amount did between two times.
CHANGE = re.compile(
    r"늘[었어릴려린렸]|늘[고며]|불어[나난났]|줄[었어일여인였]|줄[고며]|오[른를르]|올[랐라]|내렸|내려(?![받가와오앉])|내린|떨어[졌지질]|증가|감소|상승|하락|단축|높아[졌지질진]|낮아[졌지질진]|커[졌지진]|작아[졌지진]|많아[졌지진]|적어[졌지진]|개선|나빠[졌진]|변[했화]|달라[졌진]|rise|rose|fall|fell|change|increase|decrease|grow|grew|drop"
)

# Against the time before: the last two that a report tells.
LATELY = re.compile(
    r"(?:(?P<years>\d{1,2}|일|이|삼|사|오|십|두|세|네|다섯)\s?(?:개년|년|해)|한\s?해)\s?(?:사이|새(?![가-힣])|동안(?=\s(?:몇|얼마))|만에)|(?:전년|작년|지난해|(?:그\s|바로\s)?전\s?해|직전\s?해|한\s해\s전|1년\s전)(?:도)?(?:보다|\s?대비|에\s?비해)|than (?:the )?(?:last|previous) year"
)

# What a question says of its own asking: the span of years that a report tells anyway (최근 3년), what a sum holds
# besides the rest (인턴까지 포함해서), that something began (맡기 시작한), a clipped verb at the end (뭐 봄?).
ASIDE = re.compile(
    r"(?:최근|지난)\s?(?:\d+|[가-힣]{1,2})\s?(?:개년|년|해)(?:\s?(?:간|동안|사이))?(?:\s?중(?:에서?)?)?|(?<![가-힣·ㆍ/+,])(?<![,·ㆍ/]\s)(?<![와과랑]\s)(?<!하고\s)(?<!그리고\s)[가-힣]+(?:\s[가-힣]+)?까지\s?(?:다|모두|전부|전체)?\s?(?:포함|합[쳐치하해친한]|더[하해한])[가-힣]*(?=.*(?:몇|얼마|모두|총|전부))|(?:추진|수행|시행|진행|실시|전개)(?:한|하는|하고\s있는|해\s?온|했던)\s(?=(?:주요\s)?사업(?:들)?(?:에|은|는|이|을|\s|\?))|\([^()]{1,20}\s?포함\)(?=.*(?:몇|얼마))|(?<!\d)(?:1년|일\s?년|한\s?해)\s?(?:간|동안)(?:에)?(?![가-힣])|\(?소수\s?점?\s?(?:이하\s)?(?:[가-힣]{1,2}째|\d)\s?자리[^)?]*\)?|(?<=\d년까지\s)\d+\s?(?:개년|년)\s?(?:간|동안)|(?<=\d년부터\s)\d+\s?(?:개년|년)\s?(?:간|동안)|\bas of (?:the )?(?:end|start|beginning) of\b|(?<=[가-힣]\s)(?:시작|개시)(?=\s(?:연도|년도|시기|시점|날짜|일자|일)(?![가-힣]{2}))|(?<=기\s)시작[한하했된되됐][가-힣]*|(?<=\s)[봄감줌]\s?\??$"
    r"|\b(?:at|by|as of|from|since|until|before) the (?:very )?(?:end|close|start|beginning|turn) of (?=(?:19|20)\d\d|the year|that year|last year)"
    r"|(?:찍혀|적혀|쓰여|써|나와|기재되어|기재돼|표시되어|표시돼)\s?있(?=는\s|던\s)|(?:꼽히?|언급되|언급된|소개되|소개된|제시되|제시된)[힌는은]?\s(?=것|거|건|게(?!임)|걸|점(?![가-힣]{2})|데)"
    r"|\b(?:listed|described|noted|written|stated)(?= (?:as|in|by|among|here|there)\b|\s?\?)"
)

# In what the question says of what people think or answered, and of where it looks: 「필요하다고들 생각해?」, 「전국적으로」.
HELD = re.compile(
    r"(?<=[다라자]고)들?\s(?:생각|여기|여긴|느끼|느낀|느꼈|답|응답|대답|봤|보는|본다|봐)[가-힣]*|(?:전국|전체|전반|평균|일반)적으로(?:는)?"
)

# Those who use something, of whom an opinion is asked: the report may tell it of those who came.
OF_USERS = re.compile(r"(?:들)?(?:의|이)?\s?(?:만족도|점수|평점|평가|의견|반응|후기|평)(?![가-힣]{2})")

# That something is on a calendar, that it was the first time when something began: a report need not say either.
PLANNED = re.compile(r"(?:예정|계획)(?:된|인|되어\s있는|돼\s있는|되어있는)\s(?:일정|행사|일|모집|사업|것)")
AT_FIRST = re.compile(
    r"(?:맨\s)?(?:처음|최초)(?:에|에는|으로)?\s(?:[가-힣]+\s){0,3}?(?:문을\s)?(?:열|연|시작|세[우운워]|설립|만들|만든|생[기긴겼]|출범|창립|개원|개관)"
)
# The outcome of something, where it is what is asked for and no noun of filing.
OUTCOME = re.compile(r"결과(?:[은는이가도]|\s발표[은는이가]?)?\s(?:언제|며칠)")
# When something is to be: 「개통 예정 시점」.
WHEN_PLANNED = re.compile(r"\s?(?:시점|시기|일자|날짜|일정|연도|년도|일)(?:[은는이가을를도]|\s|\?|$)")

# And the word of what was said, before the noun that counts it: 「응답 비율」.
COUNTED_SAID = re.compile(r"\s?(?:비율|비중|결과|수[는가]?(?=\s|\?|$))")

# That the report itself came out, was written: what it calls its date of issue, its authors.
_REPORT = r"(?:보고서|백서|연보|책자|자료집|안내서|소식지|리포트|문서)"
ISSUED = re.compile(
    rf"{_REPORT}(?:은|는|이|가|를|을)?\s(?:언제\s)?(?P<how>나온|나왔|나오|낸|냈|내놓|펴[낸냈]|만든|만들)"
)
WRITTEN = re.compile(rf"{_REPORT}(?:은|는|를|을)?\s(?:누가\s)?(?P<how>쓴|썼|쓰|집필|저술)")

# Some years counted from one that is named.
SINCE = re.compile(r"(?:19|20)\d\d년부터\s(?P<many>[2-9])\s?(?:개년|년)\s?(?:간|동안)")

# Against something else: a year, a limit, another of its kind.
THAN = re.compile(r"보다|대비|에\s?비해|비하면|\bthan\b")
