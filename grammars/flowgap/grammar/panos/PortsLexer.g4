lexer grammar PortsLexer;

TCP: [tT] [cC] [pP];
UDP: [uU] [dD] [pP];
SCTP: [sS] [cC] [tT] [pP];
ICMP: [iI] [cC] [mM] [pP];
ICMP6: [iI] [cC] [mM] [pP] 'v'? '6';
PROTOCOL: 'proto';
DYNAMIC: 'dynamic';
ANY: 'any';
NUMBER: [0-9]+;
DASH: '-';
COMMA: ',';
SLASH: '/';
SPACE: [ \t]+ -> skip;
STRAY: .;
