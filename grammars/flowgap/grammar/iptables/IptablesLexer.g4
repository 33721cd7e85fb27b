/**
 * Words of one line of iptables-save, ip6tables-save or iptables -S. A line's first word says what it
 * is; all after it are options and values. Only double quotes quote, with \" and \\ inside.
 */
lexer grammar IptablesLexer;

COMMENT : '#' ~[\r\n]* ;
TABLE : '*' -> mode(REST) ;
CHAIN : ':' -> mode(REST) ;
COUNTERS : '[' [0-9]+ ':' [0-9]+ ']' ;
COMMIT : 'COMMIT' -> mode(REST) ;
ONLY_IPV4 : '-4' | '--ipv4' ;
ONLY_IPV6 : '-6' | '--ipv6' ;
APPEND : ('-A' | '--append') -> mode(REST) ;
INSERT : ('-I' | '--insert') -> mode(REST) ;
REPLACE : ('-R' | '--replace') -> mode(REST) ;
DELETE : ('-D' | '--delete') -> mode(REST) ;
NEW_CHAIN : ('-N' | '--new-chain' | '--new') -> mode(REST) ;
DELETE_CHAIN : ('-X' | '--delete-chain') -> mode(REST) ;
RENAME_CHAIN : ('-E' | '--rename-chain') -> mode(REST) ;
POLICY : ('-P' | '--policy') -> mode(REST) ;
FLUSH : ('-F' | '--flush') -> mode(REST) ;
ZERO : ('-Z' | '--zero') -> mode(REST) ;
SPACE : [ \t]+ -> skip ;
OTHER : . ;

mode REST;

REST_SPACE : [ \t]+ -> skip ;
NOT : '!' ;
MINUS : '-' ;
POLICY_COUNTERS : '[' [0-9]+ ':' [0-9]+ ']' ;
SOURCE : '-s' | '--source' | '--src' ;
DESTINATION : '-d' | '--destination' | '--dst' ;
PROTOCOL : '-p' | '--protocol' | '--proto' ;
IN_INTERFACE : '-i' | '--in-interface' ;
OUT_INTERFACE : '-o' | '--out-interface' ;
MATCH : '-m' | '--match' ;
JUMP : '-j' | '--jump' ;
GOTO : '-g' | '--goto' ;
FRAGMENT : '-f' | '--fragment' ;
SET_COUNTERS : '-c' | '--set-counters' ;
IPV4_OPTION : '-4' | '--ipv4' ;
IPV6_OPTION : '-6' | '--ipv6' ;
OPTION : '-' '-'? [a-zA-Z0-9] ~[ \t"]* ;
QUOTED : '"' ( '\\' . | ~["\\] )* '"' ;
OPEN_QUOTE : '"' ( '\\' . | ~["\\] )* ;
WORD : ~[ \t"\-] ~[ \t"]* ;
