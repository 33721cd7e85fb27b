parser grammar PortsParser;

options { tokenVocab = PortsLexer; }

// 80,443,8000-8080
portList: portItem (COMMA portItem)* EOF;

// tcp/80,dynamic
applicationPorts: protocol SLASH portItem (COMMA portItem)* EOF;

portItem
    : low = NUMBER (DASH high = NUMBER)? # ports
    | DYNAMIC                            # dynamic
    | ANY                                # anyPort
    ;

protocol
    : TCP      # tcp
    | UDP      # udp
    | SCTP     # sctp
    | ICMP     # icmp
    | ICMP6    # icmp6
    | PROTOCOL # byNumber
    ;
