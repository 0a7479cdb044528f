"""Whether words only say that it was good, and not what it was: every word is one of praise, language by language.

A word that is not listed counts as saying something: it is better to say nothing than to doubt what somebody wrote.
"""

from functools import cache

import regex

EVERYWHERE = """
    ok okay top super bravo mega wow yay woohoo hooray hurra hurrah yeah yes si ja oui hey hi hello hallo ciao hola
    salut ah aha oh ooh hm hmm haha gotcha sure exactly 1 10 100 110 1000 x xx xxx xd mvp goat
"""
"""Thanks that every language borrows, and marks out of ten."""
PRAISE = {
    "en": """
        thanks thank thankyou thx thanx tx ty tysm tyvm tks cheers ta kudos props respect congrats
        congratulations gratitude grateful thankful appreciated appreciate appreciation hatsoff hattip shoutout
        shoutouts bravo patontheback highfive highfives applause roundofapplause bighand keepitup claps salute
        bless great good nice awesome amazing fantastic brilliant excellent lovely wonderful superb stellar
        fabulous incredible outstanding terrific splendid perfect cool neat sweet impressive legendary legend
        hero heroes star superstar stars rockstar rock rocks rocking champion champ queen king angel genius best
        better finest fab epic ace well done nicely amazingly greatly awesomely love loved loving like kind
        kindness job jobs work works working effort efforts stuff one going teamwork team teams folks guys guy
        everyone everybody all people person colleague colleagues friend friends mate buddy man dude help
        helping helped helpful support supporting supportive everything anything always ever again once more
        time today tonight yesterday week now here as usual i we you u your yours ur my me our us it its this
        that these those he she they them him her his their re s ll ve m d t is are was were be been being am do
        does did have has had will would can could just really truly so very much many such lots lot ton tons
        million millions bunch bit big huge massive enormous super special warm sincere heartfelt deep deepest
        the a an and or to for from of in at with by too also what how absolutely totally simply highly
        extremely incredibly definitely seriously honestly another every each both
    """,
    "de": """
        danke dank dankeschön dankeschoen dankesehr merci vielen herzlichen lieben besten tausend dir euch ihnen
        dich sie ihr du ich wir uns sehr so viel vielmals schön schoen gerne nochmal nochmals wieder mal für
        fuer die das der den dem des ein eine einen einem einer und an auf von mit alles alle allen hilfe
        unterstützung unterstuetzung arbeit deine deinen deiner eure euren eurer ihre ihren gute guter gutes
        guten gut toll tolle toller tolles tollen klasse spitze prima großartig grossartig großartige grandios
        grandiose genial geniale wunderbar hervorragend hervorragende ausgezeichnet ausgezeichnete stark starke
        starkes leistung job sache gemacht gelaufen hast habt bist seid ist war beste bester bestes richtig echt
        wirklich immer wie großes grosses großer lob respekt hut ab weiter einfach heute gestern team leute
        kollege kollegin kollegen ganz super spitzenmäßig hammer lieb liebe wert held heldin helden applaus
        glückwunsch glueckwunsch herzlich freut mich
    """,
    "fr": """
        merci mercis remerciements beaucoup mille infiniment vraiment très tres bien joué joue bon bonne boulot
        travail super génial genial géniale excellent excellente excellents parfait parfaite magnifique
        formidable incroyable chapeau félicitations felicitations félicitation top champion championne chef à a
        toi vous tu t te les des le la l un une pour tout tous toute toutes ton ta tes votre vos ce cette c est
        et de d du en aide soutien encore toujours équipe equipe au grand grande gros bisous respect classe es
        êtes etes
    """,
    "es": """
        gracias muchas muchísimas muchisimas mil grande grandes excelente buen buena bueno trabajo genial
        increíble increible fantástico fantastico fantástica estupendo perfecto perfecta maravilloso felicidades
        felicitaciones enhorabuena crack por para todo toda todos todas tu tus su sus ayuda apoyo a de la el lo
        los las un una eres sois es muy bien hecho hecha y siempre equipo ti vosotros ustedes te os que qué gran
        otra vez
    """,
    "it": """
        grazie mille tante molte infinite ottimo ottima lavoro bel bravo brava bravi brave bravissimo bravissima
        bravissimi eccellente fantastico fantastica grande grandi grandissimo perfetto perfetta complimenti per
        tutto tutti tutte il la lo le i gli l tuo tua vostro vostra aiuto supporto a te voi di un una sei siete
        molto bene ben fatto e sempre squadra ancora davvero che
    """,
    "pt": """
        obrigado obrigada obrigados obrigadas brigado valeu muito muita mesmo bom boa ótimo otimo ótima
        excelente trabalho incrível incrivel fantástico fantastico maravilhoso perfeito parabéns parabens por
        pela pelo tudo todos toda a o os as de e um uma sua seu ajuda apoio vocês voces você voce és é sempre
        equipa equipe demais mandou bem show grande
    """,
    "nl": """
        dank dankje dankjewel dankuwel bedankt je jullie u wel heel hartelijk erg veel duizendmaal goed goede
        gedaan werk geweldig geweldige fantastisch fantastische prachtig mooi mooie knap topper toppers kanjer
        kanjers klasse petje af voor alles alle al de het een en van jouw hulp steun weer zo bent zijn is ben
        team iedereen echt gefeliciteerd complimenten
    """,
    "sv": """
        tack tackar tusen så sa mycket hjärtligt bra jobbat jobb gjort grymt grym snyggt fantastisk fantastiskt
        härligt underbart suveränt toppen kanon för all allt alla din ditt er ert hjälp hjälpen stöd och är ni
        du dig bäst bästa det den en ett snälla igen alltid verkligen team heja grattis
    """,
    "da": """
        tak mange tusind tusinde så meget godt gjort flot arbejde fedt fantastisk super dygtig dygtigt for al
        alt alle din dit jeres hjælp hjælpen støtte og er i du dig bedste det den en et igen altid virkelig team
        klaret tillykke
    """,
    "no": """
        takk tusen mange så mye hjertelig bra godt jobba jobbet jobb gjort flott flotte fantastisk supert
        kjempebra rått for all alt alle din ditt deres hjelp hjelpen støtte og er dere du deg best beste det den
        en et igjen alltid virkelig team gratulerer
    """,
    "fi": """
        kiitos kiitokset kiitti kiitoksia tuhannet paljon suuri suuret hyvä hyvää hyvin hieno hienoa mahtava
        mahtavaa loistava loistavaa upea upeaa erinomainen erinomaista työ työtä tehty avusta avustasi tuesta
        kaikesta kaikille sinulle teille olet olette paras on se ja todella taas aina tiimi onnea
    """,
    "pl": """
        dzięki dzieki dziękuję dziekuje dziękujemy wielkie bardzo dobra dobrze świetna swietna świetnie robota
        praca brawo super wspaniale rewelacja za wszystko pomoc wsparcie twoją wam tobie ci jesteś jesteście
        najlepszy najlepsza i to jest gratulacje zawsze znowu zespół
    """,
    "cs": """
        děkuji děkuju děkujeme dekuji diky díky moc mnohokrát skvělá skvele skvěle práce dobrá výborně výborná
        paráda super za vše pomoc vám ti jsi jste nejlepší a to je
    """,
    "tr": """
        teşekkürler teşekkür tesekkurler ederim ederiz çok sağol sağolun harika süper mükemmel iş eline
        ellerinize sağlık
    """,
    "uk": """
        дякую дякуємо дуже велике чудова робота супер молодець молодці за все допомогу
    """,
    "ru": """
        спасибо большое огромное благодарю отлично отличная работа молодец молодцы супер круто за все всё помощь
        очень
    """,
    "ja": """
        ありがとう ありがとうございます ありがとうございました 感謝 すごい 素晴らしい お疲れ様 お疲れ様です
        お疲れ様でした
    """,
    "zh": """
        谢谢 謝謝 多谢 感谢 非常感谢 太棒了 干得好 厉害 辛苦了
    """,
    "ko": """
        감사합니다 고맙습니다 고마워요 최고 수고하셨습니다
    """,
}
"""Words that praise, and the little words between them; "help" and "work" say nothing yet."""
NOT_SAID = regex.compile(
    r"<[@#!][^<>]*>|(?<![\w&/#])#(?=[\w-]*[^\W\d_])[\w-]+|:[\w+'-]+:|&lt;3+|[:;]-?[dp]\b|&(?:amp|lt|gt);"
)
"""Mentions, tags and emoji: whom and how, not what."""
TOGETHER = regex.compile(
    r"\bhats? (?:off|tip)\b|\bshout outs?\b|\bpat on the back\b|\bhigh fives?\b|\bround of applause\b"
    r"|\bbig hand\b|\bkeep it up\b"
)
"""Words that praise only together: a tip alone is something that somebody gave."""
CLAUSE = regex.compile(r"[^\w\s'’-]+|\s[-–—]+\s|\n")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
DRAWN_OUT = regex.compile(r"(\p{L})\1{2,}")


def only_praise(stored: str) -> bool:
    """Whether the words say that it was good, but not what it was; no words at all don't say it either."""
    said = NOT_SAID.sub(" ", stored.casefold())
    said = TOGETHER.sub(lambda match: match[0].replace(" ", ""), said)
    return all(_praises(WORD.findall(clause)) for clause in CLAUSE.split(said) if clause)


def _praises(clause: list[str]) -> bool:
    return all(_known(word, _all_words()) for word in clause) and any(
        all(_known(word, words) for word in clause) for words in _languages()
    )


def _known(word: str, words: frozenset[str]) -> bool:
    """ "thaaanks" and "goooood" too."""
    return word in words or (DRAWN_OUT.search(word) is not None and _shortened(word, words))


def _shortened(word: str, words: frozenset[str]) -> bool:
    return DRAWN_OUT.sub(r"\1", word) in words or DRAWN_OUT.sub(r"\1\1", word) in words


@cache
def _languages() -> tuple[frozenset[str], ...]:
    return tuple(frozenset((EVERYWHERE + words).split()) for words in PRAISE.values())


@cache
def _all_words() -> frozenset[str]:
    """What is in none of them is seen at once."""
    return frozenset().union(*_languages())
