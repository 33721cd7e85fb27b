lexer grammar FilterLexer;

AND: [aA] [nN] [dD];
OR: [oO] [rR];
NOT: [nN] [oO] [tT];
OPEN: '(';
CLOSE: ')';
QUOTED: '\'' ~[']* '\'' | '"' ~["]* '"';
TAG: ~[ \t\r\n()'"]+;
SPACE: [ \t\r\n]+ -> skip;
STRAY: .;
