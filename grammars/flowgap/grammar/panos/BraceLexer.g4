lexer grammar BraceLexer;

OPEN: '[';
CLOSE: ']';
LEFT: '{';
RIGHT: '}';
END: ';';
QUOTED: '"' ('\\' . | ~["\\])* '"';
COMMENT: '#' ~[\r\n]* -> skip;
WORD: CHARACTER+;
SPACE: [ \t\r\n]+ -> skip;
STRAY: .;

fragment CHARACTER: ~[ \t\r\n"[\]{};];
