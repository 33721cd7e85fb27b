parser grammar FilterParser;

options { tokenVocab = FilterLexer; }

// 'web' and ('berlin' or 'paris') and not 'retired'
filter: expression EOF;

expression
    : NOT operand = expression                      # not
    | left = expression AND right = expression      # and
    | left = expression OR right = expression       # or
    | OPEN inner = expression CLOSE                 # brackets
    | text = (QUOTED | TAG)                         # tag
    ;
