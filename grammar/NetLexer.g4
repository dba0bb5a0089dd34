/*
 * The words of the .net language.
 *
 * Only `and or not if then else repeat true false` are reserved. All other keywords below are
 * contextual: rule `name` of the parser takes them as names too, so that a new word of the language
 * never breaks an old file.
 */
lexer grammar NetLexer;

// Reserved words.
AND: 'and';
OR: 'or';
NOT: 'not';
IF: 'if';
THEN: 'then';
ELSE: 'else';
REPEAT: 'repeat';
TRUE: 'true';
FALSE: 'false';

// Words of their place: declarations.
IMPORT: 'import';
NET: 'net';
DATA: 'data';
TRAIN: 'train';
TEST: 'test';
EXPERIMENT: 'experiment';
SEARCH: 'search';

// Words of their place: nets and tests.
INPUT: 'input';
PARAM: 'param';
OUTPUT: 'output';
INT: 'int';
EXPECT: 'expect';
WITHIN: 'within';

// Words of their place: settings.
MINIMIZE: 'minimize';
MAXIMIZE: 'maximize';
REPORT: 'report';
OPTIMIZER: 'optimizer';
BATCH: 'batch';
EPOCHS: 'epochs';
EPOCH: 'epoch';
STEPS: 'steps';
STEP: 'step';
SEED: 'seed';
VALIDATE: 'validate';
ON: 'on';
EVERY: 'every';
SCHEDULE: 'schedule';
STOP: 'stop';
WHEN: 'when';
RISES: 'rises';
FALLS: 'falls';
TIMES: 'times';
WEIGHT_DECAY: 'weight_decay';
L1_DECAY: 'l1_decay';
MAX_NORM: 'max_norm';
LEARNING_RATE: 'learning_rate';
AVERAGE: 'average';
WEIGHTS: 'weights';
CLIP: 'clip';
GRADIENTS: 'gradients';
FREEZE: 'freeze';
START: 'start';
FROM: 'from';
EXCEPT: 'except';
CHECKPOINT: 'checkpoint';
ENSEMBLE: 'ensemble';
SAMPLE: 'sample';
WITH: 'with';
REPLACEMENT: 'replacement';
PRECISION: 'precision';
NUMERIC: 'numeric';
RUN: 'run';
FOR: 'for';
IN: 'in';
TRIALS: 'trials';
PLOT: 'plot';
BY: 'by';
OF: 'of';
BEST: 'best';
SMOOTHED: 'smoothed';

NUMBER: DIGITS ('.' DIGITS)? EXPONENT?;
STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
IDENTIFIER: [\p{L}_] [\p{L}\p{M}\p{Nd}_]*;

ARROW: '->';
DOTS: '..';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS_EQUAL: '<=';
GREATER_EQUAL: '>=';
LESS: '<';
GREATER: '>';
ASSIGN: '=';
PLUS: '+';
MINUS: '-';
TIMES_SIGN: '*';
SLASH: '/';
AT: '@';
POWER: '^';
PERCENT: '%';
DOT: '.';
COMMA: ',';
OPEN_PAREN: '(';
CLOSE_PAREN: ')';
OPEN_BRACKET: '[';
CLOSE_BRACKET: ']';
OPEN_BRACE: '{';
CLOSE_BRACE: '}';

DOC_COMMENT: '///' ~[\r\n]* -> channel(HIDDEN);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
WHITESPACE: [ \t\r\n\u000C\uFEFF]+ -> channel(HIDDEN);

// Everything else is one token each, so that the lexer never fails; the parser explains them.
UNFINISHED_STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])*;
UNFINISHED_COMMENT: '/*' .*?;
UNKNOWN: .;

fragment DIGITS: [0-9]+;
fragment EXPONENT: [eE] [+-]? DIGITS;
