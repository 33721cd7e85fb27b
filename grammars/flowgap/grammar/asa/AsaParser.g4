// Commands of Cisco ASA, PIX and FWSM that filtering hangs on, one at a time. Every decision looks at
// one word only. What an operand means may hang on the kind of a group that is defined elsewhere, so
// operands come as a flat list, and the reader puts them in their places.
parser grammar AsaParser;

options {
  tokenVocab = AsaLexer;
}

// ---- access lists -------------------------------------------------------------------------------

// access-list outside_in extended permit tcp any host 10.0.0.1 eq https log 6 interval 300 inactive
accessList
  : IPV6? ACCESS_LIST body = listBody NEWLINE EOF
  ;

listBody
  : (ALERT_INTERVAL | DENY_FLOW_MAX) any+ # listOption_null
  | list = listName (LINE number = any)? entry = listEntry # listLine
  ;

listName
  : text = ~(ALERT_INTERVAL | DENY_FLOW_MAX | NEWLINE)
  ;

listEntry
  // access-list outside_in remark web servers
  : REMARK words += any* # remark
  // access-list SPLIT standard permit 10.0.0.0 255.0.0.0
  | STANDARD action = (PERMIT | DENY) parts += operand+ # standardEntry
  // access-list L2 ethertype permit bpdu
  | (ETHERTYPE | WEBTYPE) any* # otherKind_null
  | EXTENDED? action = (PERMIT | DENY) protocol = service parts += operand* tails += tail* # extendedEntry
  ;

// tcp, 47, object WEB, object-group SERVICES
service
  : OBJECT named = any # serviceObject
  | OBJECT_GROUP named = any # serviceGroup
  | word = (WORD | IP | USER) # protocolName
  ;

operand
  : kind = (ANY | ANY4 | ANY6) # anyAddress
  | HOST value = any # hostAddress
  | OBJECT value = any # objectOperand
  | OBJECT_GROUP value = any # groupOperand
  | INTERFACE value = any # interfaceAddress
  | operator = (EQ | NEQ | LT | GT) value = any # portOperator
  // ports; where an address is expected, show access-list has a range of addresses here
  | RANGE low = any high = any # portRange
  // show access-list only
  | FQDN value = any # hostNameOperand
  | kind = (USER | USER_GROUP | OBJECT_GROUP_USER | OBJECT_GROUP_SECURITY | OBJECT_GROUP_NETWORK_SERVICE) value = any # identity
  | SECURITY_GROUP by = (NAME | TAG) value = any # securityGroup
  // an address, its mask, an ICMP type or code, or something unknown
  | value = plain # word
  ;

plain
  : text = (WORD | IP | IPV6 | ADDRESS | DESTINATION | DNS | DYNAMIC | END | EXTENDED | GLOBAL | IN
    | LINE | NAME | NAT | NETMASK | NETWORK | OUT | OUTSIDE | PERMIT | DENY | ROUTE | SERVICE
    | SOURCE | STANDARD | START | STATIC | SUBNET | TAG | TO | TRACK | DEFAULT | DISABLE)
  ;

tail
  // log, log disable, log default, log 6, log informational
  : LOG words += plain* # log
  | INTERVAL seconds = any words += plain* # logInterval
  | TIME_RANGE named = any words += plain* # timeRange
  | INACTIVE words += plain* # inactive
  ;

any
  : text = ~NEWLINE
  ;

// ---- objects and groups -------------------------------------------------------------------------

//  subnet 10.0.0.0 255.255.255.0
networkObjectLine
  : HOST address = any NEWLINE EOF # objectHost
  | SUBNET address = any mask = any? NEWLINE EOF # objectSubnet
  | RANGE low = any high = any NEWLINE EOF # objectRange
  | FQDN words += any+ NEWLINE EOF # objectFqdn
  ;

//  service tcp source range 1 1024 destination eq https
serviceObjectLine
  : SERVICE protocol = any ports += portPart* NEWLINE EOF
  ;

portPart
  : SOURCE test = portTest # sourcePorts
  | DESTINATION test = portTest # destinationPorts
  | test = portTest # impliedDestinationPorts
  // ICMP type or code
  | value = WORD # icmpValue
  ;

portTest
  : operator = (EQ | NEQ | LT | GT) value = any # oneValue
  | RANGE low = any high = any # valueRange
  ;

//  network-object 10.0.0.0 255.0.0.0
networkGroupLine
  : NETWORK_OBJECT part = networkMember NEWLINE EOF # memberNetwork
  | GROUP_OBJECT named = any NEWLINE EOF # memberGroup
  ;

networkMember
  : HOST address = any # memberHost
  | OBJECT named = any # memberObject
  | address = member mask = any? # memberSubnet
  ;

member
  : text = (WORD | IP | IPV6 | ANY | ANY4 | ANY6)
  ;

//  service-object tcp destination eq https        port-object eq https
serviceGroupLine
  : SERVICE_OBJECT part = serviceMember NEWLINE EOF # memberService
  | PORT_OBJECT test = portTest NEWLINE EOF # memberPort
  | PROTOCOL_OBJECT protocol = any NEWLINE EOF # memberProtocol
  | ICMP_OBJECT value = any NEWLINE EOF # memberIcmp
  | GROUP_OBJECT named = any NEWLINE EOF # memberServiceGroup
  ;

serviceMember
  : OBJECT named = any # memberServiceObject
  | protocol = member ports += portPart* # memberServiceInline
  ;

//  absolute start 08:00 01 January 2026 end 18:00 31 December 2026
//  periodic weekdays 8:00 to 18:00
timeRangeLine
  : ABSOLUTE parts += timePart+ NEWLINE EOF # absolute
  | PERIODIC days += WORD+ TO until += any+ NEWLINE EOF # periodic
  ;

timePart
  : edge = (START | END) time = any day = any month = any year = any
  ;

// ---- bindings, routes, translations -------------------------------------------------------------

// access-group outside_in in interface outside
accessGroup
  : ACCESS_GROUP list = any place = groupPlace NEWLINE EOF
  ;

groupPlace
  : direction = (IN | OUT) INTERFACE interfaceName = any option = (PER_USER_OVERRIDE | CONTROL_PLANE)? # interfaceGroup
  | GLOBAL # globalGroup
  ;

// route outside 0.0.0.0 0.0.0.0 198.51.100.254 1        ipv6 route outside ::/0 2001:db8::1
route
  : ROUTE interfaceName = any words += any+ NEWLINE EOF # staticRoute
  | IPV6 ROUTE interfaceName = any words += any+ NEWLINE EOF # staticRoute6
  ;

// nat (inside,outside) after-auto source dynamic LAN interface destination static A B service X Y
twiceNat
  : NAT pair = PAIR? after = AFTER_AUTO? position = WORD? SOURCE kind = (STATIC | DYNAMIC) real = any mapped = mappedSource
    parts += natPart* (DESCRIPTION any*)? NEWLINE EOF
  ;

mappedSource
  : PAT_POOL pool = any # mappedPool
  | text = ~(PAT_POOL | NEWLINE) # mappedName
  ;

natPart
  : DESTINATION STATIC mapped = any real = any # natDestination
  | SERVICE real = any mapped = any # natService
  | INTERFACE # natFallback
  | IPV6 # natInterface6
  | PAT_POOL pool = any # natPool
  | UNIDIRECTIONAL # natUnidirectional
  | INACTIVE # natInactive
  | ROUTE_LOOKUP # natRouteLookup
  | (DNS | NO_PROXY_ARP | NET_TO_NET) # natOption_null
  | value = (WORD | EXTENDED) # natWord
  ;

//  nat (inside,outside) static 198.51.100.10 service tcp www 8080
objectNat
  : NAT pair = PAIR? kind = (STATIC | DYNAMIC) mapped = mappedSource parts += objectNatPart* NEWLINE EOF
  ;

objectNatPart
  : SERVICE protocol = any real = any mapped = any # objectNatService
  | INTERFACE # objectNatFallback
  | IPV6 # objectNatInterface6
  | PAT_POOL pool = any # objectNatPool
  | ROUTE_LOOKUP # objectNatRouteLookup
  | (DNS | NO_PROXY_ARP | NET_TO_NET) # objectNatOption_null
  | value = (WORD | EXTENDED) # objectNatWord
  ;
