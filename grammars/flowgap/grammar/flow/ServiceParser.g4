// Service notations: which protocol, which ports, and whether one port of them is enough.
parser grammar ServiceParser;

options {
  tokenVocab = ServiceLexer;
}

// tcp/443; UDP 137,UDP 138
services: SEMICOLON* group (SEMICOLON+ group)* SEMICOLON* EOF;

// 11104 (TCP) and 11105 (TCP)
group: item ((COMMA | AND) item)*;

item
    // icmp/8/0
    : icmp = (ICMP | ICMP6) (SLASH type = icmpField (SLASH code = icmpField)?)? # icmpItem
    // proto/47
    | PROTO SLASH number = NUMBER # numberedProtocol
    // tcp/20000-20047 (any one), TCP 139, tcp
    | protocols ((SLASH | COLON)? ports)? qualifier? # protocolFirst
    // 135/445 TCP, 443/TCP, 20000-20047 (any one) TCP
    | ports first = qualifier? SLASH? protocols second = qualifier? # portsFirst
    // 11104 (TCP), 443 (TCP/HTTPS)
    | ports OPEN protocols (SLASH name = NAME)? CLOSE qualifier? # portsWithProtocolBehind
    // SMB (TCP 139, TCP 445)
    | label = NAME OPEN group CLOSE # labelled
    // any
    | ANY # anything
    // 137, https, esp
    | ports qualifier? # portsAlone
    ;

icmpField: NUMBER # fieldNumber | ANY # fieldAny | NAME # fieldName;

protocols: protocol ((SLASH | PLUS) protocol)*;

protocol: TCP | UDP | TCP_UDP | SCTP | DCCP | UDPLITE;

// 135/445: slashes between ports are lists
ports: port (SLASH port)*;

port
    : low = NUMBER ((DASH | TO | COLON) high = NUMBER)? # portRange
    | NAME # portName
    | ANY # portAny
    | number = (DECIMAL | SCIENTIFIC) # portMangled
    ;

qualifier: OPEN (ANY_ONE | ANY) CLOSE # bracketed | ANY_ONE # bare;
