lexer grammar SetLexer;

SET: 'set';
DELETE: 'delete';
MOVE: 'move';
RENAME: 'rename';
COPY: 'copy';
TOP: 'top';
BOTTOM: 'bottom';
BEFORE: 'before';
AFTER: 'after';
TO: 'to';
OPEN: '[';
CLOSE: ']';
QUOTED: '"' ('\\' . | ~["\\])* '"';
WORD: CHARACTER+;
SPACE: [ \t\r\n]+ -> skip;
// an unclosed quotation mark and whatever else no rule above takes
STRAY: .;

fragment CHARACTER: ~[ \t\r\n"[\]];
