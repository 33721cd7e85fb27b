// The words of service notations, as flow lists and vendors' port tables write them.
lexer grammar ServiceLexer;

options {
  caseInsensitive = true;
}

// 20000-20047 (any one), (anyone)
ANY_ONE: 'any' [ \u00A0_-]* 'one' ([ \u00A0]+ 'of')?;
ANY: 'any' | 'all';
AND: 'and' | '&';
TO: 'to';

TCP: 'tcp';
UDP: 'udp';
TCP_UDP: 'tcp' [-_+] 'udp' | 'udp' [-_+] 'tcp';
SCTP: 'sctp';
DCCP: 'dccp';
UDPLITE: 'udp' [-_]? 'lite';
ICMP6: 'icmp' 'v'? '6' | 'ipv6-icmp' | 'icmp6';
ICMP: 'icmp' 'v4'?;
PROTO: 'proto' | 'protocol' | 'ip';

SEMICOLON: ';' | '\r'? '\n';
COMMA: ',';
SLASH: '/';
PLUS: '+';
DASH: '-' | '\u2013' | '\u2014';
COLON: ':';
OPEN: '(';
CLOSE: ')';

NUMBER: [0-9]+;
// 443.0, 2E+04: what spreadsheets make of numbers
DECIMAL: [0-9]+ '.' [0-9]+;
SCIENTIFIC: [0-9]+ ([.,] [0-9]+)? 'e' [+-]? [0-9]+;
NAME: [0-9]* [a-z] ([a-z0-9._] | '-' [a-z0-9])*;

SPACE: [ \t\u00A0]+ -> skip;
OTHER: .;
