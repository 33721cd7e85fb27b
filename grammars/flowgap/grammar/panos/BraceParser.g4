parser grammar BraceParser;

options { tokenVocab = BraceLexer; }

configuration: statement* EOF;

// security { rules { web { from [ trust guest ]; action allow; } } }
statement
    : path LEFT statement* RIGHT # block
    | path END                   # leaf
    ;

path: item+;

item
    : word             # single
    | OPEN word* CLOSE # list
    ;

word
    : text = WORD   # bare
    | text = QUOTED # quoted
    ;
