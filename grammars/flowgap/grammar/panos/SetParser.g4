parser grammar SetParser;

options { tokenVocab = SetLexer; }

// set rulebase security rules "web in" source [ 10.0.0.0/8 branch ]
line
    : SET path EOF                    # setLine
    | DELETE path EOF                 # deleteLine
    | MOVE path place EOF             # moveLine
    | RENAME path TO target = word EOF # renameLine
    | COPY path TO target = word EOF # copyLine
    ;

place
    : TOP                 # toTop
    | BOTTOM              # toBottom
    | BEFORE other = word # before
    | AFTER other = word  # after
    ;

path: item+;

item
    : word              # single
    | OPEN word* CLOSE  # list
    ;

word
    : text = (WORD | SET | DELETE | MOVE | RENAME | COPY | TOP | BOTTOM | BEFORE | AFTER | TO) # bare
    | text = QUOTED                                                                    # quoted
    ;
