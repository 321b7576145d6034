# ruff: noqa: E501 - a table with a line for each form is easier to read than one with four
"""How people write the ten digits: every form as the path of the pen, American and European.

A form is written down as its strokes, one string each, of points ``x,y`` in a square 0..1 (x to the right, y down)
which the pen passes on a smooth curve; ``|`` after a point makes it a corner. The forms were drawn by hand from what
schools teach and what people do, and corrected by looking at errors on MNIST's training pictures and on the writers of
the development set; no stroke or picture was copied.
"""

from dataclasses import dataclass

import numpy as np

POINTS_PER_STROKE = 48
"""So many points make a stroke smooth at the size at which a network sees it."""


@dataclass(frozen=True)
class Form:
    """One way to write one digit.

    Attributes:
        digit: 0 to 9.
        name: what is special about it.
        strokes: the paths; see the module's text.
        share: how common it is among the forms of its digit.
        european: True for forms hardly seen in American handwriting, False for the reverse, None for both.
    """

    digit: int
    name: str
    strokes: tuple[str, ...]
    share: float = 1.0
    european: bool | None = None


@dataclass(frozen=True)
class Path:
    """One stroke of a form, ready to be varied.

    Attributes:
        controls: (controls, 2) float64, the points that the pen passes.
        weights: (POINTS_PER_STROKE, controls) float64: weights @ controls is the curve.
    """

    controls: np.ndarray
    weights: np.ndarray


FORMS: tuple[Form, ...] = (
    Form(0, "oval from the top", (".5,0 .2,.15 .05,.5 .2,.86 .5,1 .8,.86 .95,.5 .8,.14 .5,0",), 3),
    Form(0, "oval, clockwise", (".45,0 .8,.14 .95,.5 .8,.86 .5,1 .2,.86 .05,.5 .18,.14 .5,0",), 1),
    Form(0, "begun at the right, overlapping", (".75,.12 .45,0 .12,.2 .05,.55 .25,.92 .6,1 .9,.7 .92,.3 .7,.05 .42,.06",), 2),
    Form(0, "left open at the top", (".62,.06 .35,.03 .1,.3 .07,.65 .3,.96 .62,.97 .9,.7 .93,.32 .78,.1",), 1.5),
    Form(0, "with an inner tail", (".6,.02 .25,.1 .05,.5 .22,.9 .55,1 .88,.75 .92,.35 .7,.06 .5,.1 .45,.25",), 1.5),
    Form(0, "struck through", (".5,0 .2,.15 .05,.5 .2,.86 .5,1 .8,.86 .95,.5 .8,.14 .5,0", ".95,.02 .05,.98"), 0.15),
    Form(0, "closed with a hook outside", (".5,.08 .25,.05 .05,.5 .22,.95 .55,1 .9,.7 .88,.25 .6,.02 .3,.0",), 1),
    Form(0, "pointed at both ends", (".75,.0 .3,.25 .05,.7 .2,1 .6,.8 .92,.35 .75,.0",), 0.8),
    Form(0, "begun at the left", (".1,.35 .3,.05 .65,.0 .92,.3 .85,.75 .5,1 .15,.85 .06,.45 .2,.15",), 0.8),
    Form(0, "begun inside at the right", (".7,.3 .55,.05 .2,.15 .05,.55 .25,.95 .65,.97 .93,.6 .85,.2 .5,.03",), 1.2),
    Form(0, "closed inside", (".5,.0 .2,.15 .05,.55 .25,.95 .65,.97 .93,.6 .85,.2 .6,.1 .4,.2",), 1.2),
    Form(0, "round and wide", (".5,.0 .12,.2 .0,.52 .15,.85 .5,1 .86,.84 1,.5 .86,.14 .5,.0",), 1.5),
    Form(0, "left open at the upper left", (".3,.06 .62,.0 .94,.28 .92,.7 .56,1 .16,.94 .02,.7 .04,.46",), 0.8),
    Form(0, "half a circle and more", (".32,.02 .78,.08 .98,.4 .82,.8 .42,1 .08,.9 .0,.62",), 0.5),
    Form(0, "begun with a long line", (".0,.14 .4,.08 .78,.06 .55,.26 .42,.62 .56,.97 .85,.9 .96,.56 .84,.24 .62,.14",), 0.4),
    Form(1, "one line", (".5,0 .5,.5 .5,1",), 5),
    Form(1, "slightly bowed line", (".55,0 .45,.5 .5,1",), 1),
    Form(1, "short upstroke", (".36,.2 .5,.1 .6,0| .58,.5 .56,1",), 1.5),
    Form(1, "upstroke", (".15,.38 .4,.2 .62,0| .61,.5 .6,1",), 3, european=True),
    Form(1, "long upstroke", (".02,.6 .35,.32 .66,0| .64,.5 .62,1",), 1.5, european=True),
    Form(1, "flat long upstroke", (".0,.4 .35,.25 .7,0| .68,.5 .66,1",), 1, european=True),
    Form(1, "upstroke curved", (".1,.5 .42,.34 .6,0| .6,.5 .6,1",), 1, european=True),
    Form(1, "flag and foot", (".3,.2 .45,.1 .55,0| .55,.5 .55,1", ".25,1 .55,1 .85,1"), 1, european=False),
    Form(1, "foot", (".5,0 .5,.5 .5,1", ".2,1 .5,1 .8,1"), 0.6, european=False),
    Form(1, "wide long upstroke", (".0,.34 .4,.2 .78,.0| .75,.5 .72,1",), 1, european=True),
    Form(1, "upstroke, foot apart", (".15,.42 .4,.22 .56,0| .57,.45 .58,.78", ".05,.98 .5,.95 .92,.9"), 0.8, european=True),
    Form(1, "upstroke, slanting foot", (".1,.42 .4,.2 .64,0| .58,.5 .5,.98", ".06,.96 .42,.84 .92,.68"), 0.7, european=True),
    Form(1, "upstroke and foot", (".2,.36 .42,.2 .58,0| .57,.5 .56,1", ".2,1 .55,1 .88,.97"), 0.8, european=True),
    Form(1, "roof", (".0,.88 .36,.6 .8,0| .82,.45 .96,.92",), 0.5, european=True),
    Form(1, "hooked upstroke", (".1,.6 .0,.76 .25,.74 .62,.5 .88,.0| .84,.5 .88,1",), 0.5, european=True),
    Form(1, "upstroke from the middle", (".0,.52 .4,.42 .7,.0| .63,.5 .58,1",), 0.5, european=True),
    Form(2, "swan", (".08,.25 .25,.05 .55,0 .8,.14 .82,.35 .6,.62 .05,1| .5,.98 .95,.97",), 3),
    Form(2, "swan, round", (".05,.3 .2,.06 .5,0 .82,.13 .84,.38 .55,.68 .1,.97| .5,.94 .95,1",), 2),
    Form(2, "loop at the foot", (".1,.22 .3,.03 .6,.02 .8,.2 .75,.45 .5,.75 .22,.97 .06,.93 .1,.78 .3,.78 .6,.92 .95,.98",), 2),
    Form(2, "small loop at the foot", (".08,.25 .3,.02 .65,.03 .82,.25 .65,.55 .4,.82 .18,.98 .12,.88 .28,.86 .6,.97 .95,.93",), 1.5),
    Form(2, "wavy foot", (".1,.2 .35,0 .7,.06 .8,.3 .6,.6 .1,.97| .3,.88 .6,.97 .95,.9",), 1.2),
    Form(2, "like a Z", (".1,.1 .45,.02 .8,.06| .5,.5 .08,.97| .5,.96 .95,.95",), 0.7),
    Form(2, "hooked", (".2,.35 .1,.2 .3,.03 .62,.02 .8,.2 .7,.48 .4,.75 .05,.98| .5,.98 .9,.98",), 0.8),
    Form(2, "short foot", (".05,.2 .3,0 .62,.06 .72,.3 .55,.62 .15,1| .4,.98 .65,.98",), 0.7),
    Form(2, "round loop at the foot", (".1,.25 .3,.03 .62,.03 .78,.25 .65,.55 .35,.88 .1,.98 .02,.86 .16,.72 .45,.8 .7,.92 .98,.88",), 3),
    Form(2, "large loop at the foot", (".25,.12 .5,.0 .78,.1 .8,.35 .6,.7 .3,.98 .05,.95 .05,.75 .25,.66 .5,.78 .75,.95 1,.85",), 2),
    Form(2, "straight neck and loop", (".45,.02 .58,.05 .55,.3 .4,.7 .2,.96 .05,.9 .12,.74 .35,.78 .6,.88 .98,.8",), 1.3),
    Form(2, "low head, long foot", (".2,.3 .35,.08 .6,.02 .75,.16 .65,.45 .4,.75 .05,1| .4,.92 .75,.9 1,.92",), 1),
    Form(2, "curled head", (".3,.35 .15,.3 .15,.1 .45,.0 .78,.08 .8,.38 .5,.75 .08,1| .5,.95 .95,.97",), 0.8),
    Form(2, "loop, straight foot", (".15,.2 .45,.0 .78,.12 .76,.4 .5,.75 .2,.98 .02,.9 .1,.74 .35,.74 .65,.86 1,.82",), 1.2),
    Form(2, "wide head, loop crossing low", (".05,.22 .3,.02 .7,.04 .8,.3 .55,.7 .25,.97 .1,.9 .25,.8 .55,.88 .95,.95",), 1),
    Form(2, "closed head, straight neck", (".56,.42 .3,.4 .08,.22 .28,.03 .52,.0 .5,.3 .42,.6 .3,.86| .55,.9 .9,1",), 0.8),
    Form(2, "slim, long neck", (".15,.5 .08,.3 .22,.08 .44,.0 .52,.2 .42,.6 .36,.94 .6,.97 .9,1",), 0.6),
    Form(2, "loops above and below", (".46,.36 .4,.12 .6,.0 .76,.1 .72,.36 .42,.8 .1,.95 .0,.76 .15,.62 .45,.76 .7,1 .86,.88",), 0.7),
    Form(2, "without a head, foot apart", (".25,.0 .55,.25 .76,.6 .7,.86 .45,1", ".05,.95 .5,.98 .95,.97"), 0.3),
    Form(2, "like a 1 with a foot", (".2,.22 .28,.04 .48,.0 .52,.3 .42,.7 .28,.98| .5,.97 .85,.98",), 0.8),
    Form(2, "rolled head", (".46,.34 .3,.4 .08,.28 .12,.06 .4,.0 .68,.15 .6,.5 .42,.86 .55,.98 .95,.9",), 0.8),
    Form(3, "two bows", (".12,.15 .4,0 .75,.1 .75,.32 .42,.46| .8,.56 .88,.8 .55,1 .25,.98 .05,.84",), 3),
    Form(3, "two bows, smooth middle", (".15,.12 .45,0 .78,.12 .7,.38 .48,.48 .75,.56 .88,.78 .6,.99 .3,1 .05,.88",), 2),
    Form(3, "loop in the middle", (".1,.12 .45,0 .8,.12 .7,.36 .42,.5 .3,.45 .42,.42 .75,.56 .85,.8 .55,1 .2,.97 .05,.85",), 1.2),
    Form(3, "flat top", (".1,.05 .45,.03 .82,.03| .6,.22 .4,.42| .75,.5 .88,.74 .65,.98 .3,1 .05,.88",), 1),
    Form(3, "deep notch", (".1,.1 .45,.0 .7,.12 .6,.34 .2,.48| .65,.52 .85,.74 .6,.97 .3,1 .05,.92",), 1.2),
    Form(3, "small top", (".25,.1 .5,0 .7,.1 .65,.28 .38,.38| .75,.46 .92,.7 .7,.95 .35,1 .05,.85",), 1),
    Form(3, "large top", (".02,.2 .35,0 .8,.08 .88,.35 .5,.55| .72,.62 .8,.8 .5,.99 .25,1 .12,.92",), 0.8),
    Form(3, "pointed, small belly", (".1,.1 .45,.04 .8,.02 .65,.25 .42,.45| .68,.52 .75,.75 .5,.95 .2,1",), 1.2),
    Form(3, "wide top, slim belly", (".0,.12 .4,.02 .78,.05 .7,.28 .45,.42| .68,.5 .72,.72 .55,.92 .3,1",), 1),
    Form(3, "open, flowing", (".2,.05 .55,.0 .75,.15 .6,.38 .45,.45 .62,.52 .68,.75 .5,.95 .15,1",), 1),
    Form(3, "head nearly closed", (".14,.4 .04,.2 .12,.03 .48,.0 .84,.08 .8,.3 .42,.4| .8,.5 .95,.72 .7,.96 .36,1 .25,.92",), 0.6),
    Form(3, "curled head", (".35,.3 .2,.28 .22,.08 .5,.0 .75,.12 .66,.34 .45,.42 .82,.52 .95,.75 .6,.99 .2,.95 .02,.7",), 0.5),
    Form(3, "pointed head, one belly", (".05,.06 .45,.03 .82,.02| .35,.3 .45,.42 .8,.58 .76,.86 .4,1 .04,.94",), 0.7),
    Form(4, "open, two strokes", (".2,.0 .14,.25 .08,.5| .5,.52 .9,.48", ".82,.0 .78,.5 .74,1"), 3),
    Form(4, "open, round bow", (".15,.02 .1,.3 .18,.52 .5,.54 .8,.42", ".82,.02 .78,.5 .72,1"), 1.6),
    Form(4, "open, one stroke", (".2,.02 .1,.3 .1,.52| .45,.54 .78,.4 .85,.05| .78,.5 .7,1",), 1.4),
    Form(4, "closed, one stroke", (".8,.62 .4,.62 .05,.62| .35,.3 .62,.0| .62,.5 .62,1",), 1.2),
    Form(4, "closed, two strokes", (".6,.0 .3,.35 .03,.66| .45,.66 .95,.66", ".62,.02 .62,.5 .62,1"), 1.5),
    Form(4, "slope and cross", (".55,.0 .3,.3 .05,.64| .5,.64 .95,.62", ".62,.35 .6,.7 .58,1"), 2, european=True),
    Form(4, "slope and short cross", (".45,.0 .25,.3 .05,.62| .5,.64 .95,.6", ".7,.42 .66,.65 .6,.9"), 1, european=True),
    Form(4, "nearly closed", (".42,.0 .2,.28 .05,.56| .45,.56 .85,.54", ".66,.04 .64,.5 .6,1"), 1.5),
    Form(4, "looped corner", (".3,.0 .15,.3 .06,.52 .12,.58 .25,.54 .6,.5 .92,.46", ".75,.05 .72,.5 .68,1"), 0.5),
    Form(4, "like a u, one stroke", (".02,.1 .1,.5 .42,.68 .74,.5 .84,.02| .84,.5 .95,.92",), 0.8),
    Form(4, "like an angular 6", (".7,.0 .36,.25 .05,.76| .42,.68 .8,.42| .8,.7 .84,.95 .98,.98",), 1, european=True),
    Form(4, "like a round 6", (".75,.0 .26,.34 .06,.76 .28,.82 .75,.46| .75,.8 .95,.96",), 0.8, european=True),
    Form(4, "bow, short stem apart", (".3,.0 .1,.3 .1,.56 .4,.72 .64,.68", ".74,.36 .78,.7 .88,1"), 0.7),
    Form(4, "like a lightning", (".5,.0 .3,.4 .1,.74| .4,.5 .58,.38| .45,.7 .38,1",), 0.4),
    Form(4, "slope, bar, stem below", (".72,.0 .35,.36 .08,.64| .3,.62 .52,.62| .54,.8 .48,1",), 0.7),
    Form(5, "bar first", (".85,.02 .5,.03 .2,.04| .17,.2 .14,.42| .45,.36 .8,.5 .82,.78 .5,.99 .05,.93",), 2),
    Form(5, "bar last", (".2,.06 .17,.25 .14,.44| .45,.38 .82,.5 .85,.78 .5,1 .05,.92", ".2,.04 .55,.03 .9,.0"), 3),
    Form(5, "like an S", (".88,.02 .55,.02 .25,.12 .2,.34 .5,.46 .8,.6 .75,.88 .45,1 .05,.92",), 1.5),
    Form(5, "large belly", (".75,.0 .45,.01 .22,.03| .18,.2 .14,.36| .5,.3 .88,.45 .9,.75 .6,.99 .2,.98 .02,.85",), 1.2),
    Form(5, "small belly", (".95,.02 .6,.03 .3,.05| .26,.25 .22,.5| .45,.46 .68,.58 .7,.8 .45,.98 .05,1",), 1),
    Form(5, "bar apart", (".25,.12 .2,.3 .18,.46| .5,.4 .82,.55 .8,.84 .45,1 .08,.94", ".3,.02 .6,.02 .95,.04"), 1),
    Form(5, "straight back", (".8,.02 .45,.02 .35,.05| .25,.25 .15,.48| .4,.48 .72,.58 .72,.82 .4,.98 .02,.98",), 0.8),
    Form(5, "flowing, one stroke", ("1,.0 .7,.06 .4,.08 .3,.3 .3,.42 .6,.48 .7,.7 .5,.95 .05,1",), 1.2),
    Form(5, "long bar", (".3,.1 .24,.3 .18,.45| .45,.42 .65,.58 .62,.82 .35,1 .05,.95", ".28,.1 .6,.08 1,.0"), 1.5),
    Form(5, "curled belly", (".85,.0 .5,.02 .25,.05| .2,.25 .15,.45| .5,.36 .85,.52 .86,.82 .5,1 .15,.95 .1,.8 .25,.76",), 0.7),
    Form(6, "one stroke", (".72,.0 .35,.22 .1,.6 .2,.93 .55,1 .82,.82 .72,.58 .42,.54 .14,.74",), 3),
    Form(6, "straight stem", (".55,.0 .3,.3 .12,.66 .25,.96 .58,.99 .8,.8 .68,.6 .4,.58 .14,.76",), 2),
    Form(6, "large loop", (".65,.0 .25,.2 .04,.6 .2,.95 .6,1 .92,.75 .75,.44 .4,.44 .06,.68",), 1),
    Form(6, "small loop", (".6,.0 .32,.3 .14,.7 .22,.95 .48,1 .66,.86 .55,.7 .34,.72 .17,.86",), 1.3),
    Form(6, "hooked top", (".85,.12 .65,.0 .3,.18 .08,.58 .2,.93 .58,1 .85,.8 .7,.56 .4,.55 .1,.76",), 1.2),
    Form(6, "open loop", (".65,.0 .28,.25 .08,.62 .22,.95 .55,1 .82,.8 .7,.58 .45,.58 .3,.68",), 1),
    Form(6, "upright stem", (".2,.0 .13,.35 .1,.7 .28,.98 .62,.98 .84,.78 .68,.58 .36,.6 .12,.8",), 0.8),
    Form(6, "long closing stroke", (".7,.0 .32,.25 .1,.62 .25,.97 .6,.98 .8,.78 .62,.6 .3,.68 .08,.9",), 0.8),
    Form(6, "curled to the right", (".45,.0 .2,.35 .1,.75 .35,.98 .75,.92 .95,.7 .8,.52 .55,.6 .4,.85",), 1.5),
    Form(6, "flat loop", (".35,.0 .18,.35 .1,.75 .3,.98 .7,.98 1,.8 .88,.64 .5,.66 .2,.88",), 1.2),
    Form(6, "stroke through the stem", (".55,.0 .25,.35 .12,.72 .3,.98 .65,.95 .85,.72 .65,.6 .35,.7 .0,.85",), 0.8),
    Form(6, "round", (".8,.1 .5,.02 .15,.3 .05,.65 .25,.95 .6,.98 .85,.78 .7,.55 .4,.52 .1,.65",), 0.5),
    Form(6, "like a b", (".3,.0 .22,.4 .15,.8 .3,.98 .6,.95 .75,.78 .6,.62 .35,.68 .2,.85",), 1.2),
    Form(6, "slanting, loop at the right", (".4,.0 .15,.4 .05,.75 .25,.97 .62,.88 .82,.62 .66,.52 .42,.72 .42,.95",), 1.2),
    Form(6, "short stem, wide loop", (".45,.0 .15,.3 .05,.7 .3,.98 .75,.95 .98,.75 .85,.55 .5,.52 .15,.72",), 0.8),
    Form(7, "plain", (".05,.06 .45,.05 .88,.03| .62,.5 .4,1",), 3),
    Form(7, "round corner", (".05,.08 .45,.04 .8,.05 .85,.15 .6,.55 .4,1",), 1.3),
    Form(7, "serif", (".06,.25 .06,.05| .45,.05 .88,.03| .65,.5 .45,1",), 1),
    Form(7, "bowed stem", (".05,.08 .5,.07 .9,.02| .6,.35 .45,.65 .42,1",), 1),
    Form(7, "steep stem", (".1,.06 .4,.05 .75,.02| .7,.5 .66,1",), 1),
    Form(7, "wavy top", (".02,.12 .2,.02 .5,.1 .9,.02| .6,.5 .38,1",), 0.8),
    Form(7, "barred", (".05,.06 .45,.04 .88,.02| .62,.5 .4,1", ".2,.52 .5,.5 .85,.47"), 3, european=True),
    Form(7, "barred, serif", (".08,.2 .1,.05| .45,.05 .9,.03| .62,.5 .42,1", ".25,.55 .5,.5 .85,.46"), 1, european=True),
    Form(7, "barred, wavy top", (".02,.14 .2,.02 .5,.1 .9,.02| .64,.5 .45,1", ".3,.5 .55,.48 .85,.48"), 1, european=True),
    Form(7, "hook at the left", (".02,.32 .12,.06| .35,.12 .65,.08 .95,.0| .62,.5 .45,1",), 1),
    Form(7, "hook at the left, barred", (".0,.3 .14,.02| .35,.14 .6,.1 .95,.0| .62,.55 .42,1", ".2,.6 .5,.52 .85,.48"), 1.4, european=True),
    Form(7, "stem bowed outwards", (".05,.1 .5,.03 .85,.12 .85,.45 .65,.75 .5,1",), 0.8),
    Form(8, "one stroke from the right", (".78,.14 .5,0 .2,.12 .22,.34 .55,.5 .82,.7 .75,.93 .45,1 .15,.88 .2,.66 .5,.48 .76,.32 .78,.14",), 3),
    Form(8, "one stroke from the top", (".5,0 .2,.12 .25,.35 .55,.5 .84,.72 .72,.95 .45,1 .14,.88 .2,.66 .5,.48 .76,.3 .75,.1 .5,0",), 2),
    Form(8, "two circles", (".5,.0 .25,.1 .25,.36 .5,.46 .75,.36 .75,.1 .5,.0", ".5,.46 .15,.6 .15,.88 .5,1 .85,.88 .85,.6 .5,.46"), 1),
    Form(8, "open at the top right", (".8,.08 .45,.02 .18,.16 .3,.38 .6,.54 .8,.76 .6,.98 .3,.97 .15,.8 .35,.58 .65,.4 .85,.16",), 1.8),
    Form(8, "crossed high", (".75,.1 .5,.0 .28,.12 .35,.3 .65,.45 .88,.72 .7,.97 .35,.99 .12,.8 .3,.52 .6,.36 .72,.22 .75,.1",), 1),
    Form(8, "slim, straight diagonal", (".72,.1 .45,.0 .25,.14 .4,.36 .62,.6 .7,.85 .5,1 .28,.88 .35,.62 .55,.4 .75,.18 .85,.02",), 1.2),
    Form(8, "crossed low", (".78,.12 .48,.0 .14,.16 .2,.42 .55,.62 .75,.8 .6,.98 .35,.98 .22,.82 .45,.6 .8,.4 .85,.2 .78,.12",), 0.8),
    Form(8, "flowing, open ends", (".95,.02 .6,.02 .3,.1 .28,.32 .55,.52 .65,.75 .45,.98 .2,.92 .2,.72 .5,.48 .82,.22 .98,.08",), 1.8),
    Form(8, "flowing, flat head", (".9,.15 .55,.02 .2,.12 .2,.32 .5,.45 .62,.7 .5,.96 .28,.98 .2,.78 .42,.52 .8,.3 .9,.15",), 1.2),
    Form(8, "small foot", (".8,.15 .5,.0 .12,.15 .15,.42 .5,.58 .66,.78 .52,1 .3,.94 .34,.74 .6,.52 .85,.35 .8,.15",), 1),
    Form(8, "small head", (".65,.1 .5,.0 .32,.08 .35,.26 .6,.42 .88,.7 .65,.99 .25,.97 .1,.72 .35,.44 .65,.25 .65,.1",), 1),
    Form(8, "begun in the middle", (".5,.48 .2,.32 .25,.08 .52,.0 .78,.12 .72,.34 .45,.5 .15,.72 .25,.96 .55,1 .82,.82 .75,.62 .5,.48",), 0.8),
    Form(8, "begun at the right, wide head", ("1,.08 .6,.0 .15,.06 .12,.28 .5,.46 .75,.7 .6,.96 .32,.97 .25,.76 .55,.5 .95,.28 1,.08",), 1.2),
    Form(8, "loop above, stroke closed below", (".85,.3 .8,.05 .4,.0 .18,.18 .35,.4 .65,.6 .72,.85 .45,1 .22,.85 .4,.58 .85,.3",), 1),
    Form(8, "very slim", (".6,.1 .52,.0 .42,.14 .47,.4 .6,.62 .62,.86 .5,1 .4,.84 .46,.56 .6,.2",), 0.5),
    Form(9, "loop and straight stem", (".78,.15 .5,.0 .18,.1 .1,.35 .35,.52 .68,.4 .82,.1| .78,.55 .72,1",), 3),
    Form(9, "loop and slanting stem", (".75,.18 .5,.02 .2,.12 .12,.36 .35,.5 .66,.38 .8,.12| .65,.55 .4,1",), 2),
    Form(9, "round shoulder", (".72,.3 .5,.5 .2,.45 .08,.25 .25,.04 .58,.0 .78,.2 .74,.6 .6,1",), 1.5),
    Form(9, "bow", (".8,.2 .55,.01 .2,.08 .1,.32 .35,.5 .68,.4 .82,.15| .86,.5 .75,.85 .45,1 .1,.9",), 3, european=True),
    Form(9, "round bow", (".78,.35 .5,.52 .18,.42 .1,.2 .35,.0 .68,.06 .84,.35 .8,.75 .5,1 .12,.9",), 2, european=True),
    Form(9, "short hook", (".8,.15 .5,.0 .15,.12 .12,.38 .4,.5 .7,.38 .82,.1| .8,.6 .7,.92 .5,.99 .35,.92",), 1.5),
    Form(9, "small loop", (".65,.15 .45,.03 .25,.12 .22,.28 .4,.38 .6,.28 .68,.08| .66,.55 .62,1",), 1),
    Form(9, "two strokes", (".75,.1 .45,.0 .15,.15 .15,.38 .45,.46 .76,.32", ".8,.05 .78,.5 .74,1"), 1),
    Form(9, "open loop", (".7,.06 .4,.0 .14,.18 .18,.42 .45,.5 .74,.38 .84,.14| .78,.55 .7,1",), 1.2),
    Form(9, "flat, like a g", (".85,.06 .45,.02 .12,.2 .2,.45 .5,.46 .78,.25 .85,.1| .84,.55 .65,.95 .3,1 .08,.86",), 0.8, european=True),
    Form(9, "deep bow", (".8,.15 .5,.0 .15,.12 .14,.35 .4,.47 .7,.35 .8,.1| .84,.5 .8,.85 .5,1 .18,.92 .08,.75",), 1.5, european=True),
    Form(9, "small loop, bow", (".68,.15 .45,.0 .2,.1 .2,.28 .42,.36 .64,.25 .72,.08| .8,.45 .75,.82 .45,1 .08,.92",), 1.5, european=True),
    Form(9, "open loop, bow", (".72,.05 .4,.0 .16,.16 .2,.38 .45,.44 .72,.3 .8,.12| .82,.5 .7,.9 .4,1 .05,.9",), 1, european=True),
    Form(9, "flat loop", (".85,.2 .6,.02 .2,.1 .02,.3 .2,.42 .6,.35 .85,.12| .75,.5 .6,1",), 1.2),
    Form(9, "long first stroke", (".95,.05 .6,.0 .2,.12 .1,.36 .35,.48 .65,.36 .82,.12| .72,.55 .6,1",), 1),
    Form(9, "stem from the middle of the loop", (".75,.1 .45,.02 .15,.18 .2,.42 .5,.45 .72,.25 .72,.08 .66,.55 .5,1",), 1),
    Form(9, "slim loop, crossed, hook", (".72,.02 .5,.06 .3,.26 .36,.4 .56,.28 .68,.1 .56,.06 .52,.34 .74,.64 .72,.9 .5,1 .38,.9",), 0.8, european=True),
    Form(9, "slim loop, crossed, foot", (".7,.04 .52,.0 .34,.24 .42,.38 .6,.2 .66,.04 .56,.16 .78,.58 .76,.86 .6,.96 .3,1",), 0.6, european=True),
    Form(9, "long first stroke, bow", (".95,.02 .55,.04 .2,.16 .14,.36 .36,.44 .66,.24| .82,.55 .7,.88 .4,1 .06,.92",), 0.5, european=True),
)  # fmt: skip
"""Every form, by digit."""


def paths_of(form: Form) -> list[Path]:
    """A form's strokes as control points and the weights that make curves of them."""
    return [_path(stroke) for stroke in form.strokes]


def _path(text: str) -> Path:
    words = text.split()
    controls = np.array([[float(number) for number in word.rstrip("|").split(",")] for word in words])
    corners = [index for index, word in enumerate(words) if word.endswith("|")]
    return Path(controls, curve_weights(controls, corners))


def curve_weights(controls: np.ndarray, corners: list[int]) -> np.ndarray:
    """Weights of a Catmull-Rom curve through control points, broken at corners.

    A stroke that ends where it began, without a corner, is closed smoothly.

    Args:
        controls: (controls, 2) float64.
        corners: places of the controls at which the direction may jump.

    Returns:
        (POINTS_PER_STROKE, controls) float64; each row sums to 1. Points lie evenly along the polygon of the controls.
    """
    lengths = np.linalg.norm(np.diff(controls, axis=0), axis=1)
    marks = np.concatenate([[0.0], np.cumsum(lengths)])
    along = np.linspace(0, marks[-1], POINTS_PER_STROKE)
    weights = np.zeros((POINTS_PER_STROKE, len(controls)))
    last = len(controls) - 1
    closed = bool(np.allclose(controls[0], controls[-1])) and not corners
    breaks = {0, last, *corners}
    for row, mark in enumerate(along):
        start = min(int(np.searchsorted(marks, mark, side="right")) - 1, last - 1)
        share = (mark - marks[start]) / max(lengths[start], 1e-9)
        before = start - 1 if start not in breaks else (last - 1 if closed else start)
        after = start + 2 if start + 1 not in breaks else (1 if closed else start + 1)
        for place, weight in zip((before, start, start + 1, after), _catmull_rom(share), strict=True):
            weights[row, place] += weight
    return weights


def _catmull_rom(t: float) -> tuple[float, float, float, float]:
    """Weights of four neighbouring points (Catmull and Rom, "A class of local interpolating splines", 1974)."""
    return (
        0.5 * (-t + 2 * t**2 - t**3),
        0.5 * (2 - 5 * t**2 + 3 * t**3),
        0.5 * (t + 4 * t**2 - 3 * t**3),
        0.5 * (-(t**2) + t**3),
    )
