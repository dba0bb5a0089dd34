/*
 * The sentences of the .net language. Statements need no separator: an expression never continues
 * with a name, so the next statement begins where an expression cannot go on.
 */
parser grammar NetParser;

options { tokenVocab = NetLexer; }

program: declaration* EOF;

declaration
    : importDeclaration
    | netDeclaration
    | dataDeclaration
    | trainDeclaration
    | testDeclaration
    | experimentDeclaration
    | searchDeclaration
    ;

importDeclaration: IMPORT STRING;

// ---------------------------------------------------------------- nets

netDeclaration: NET name parameters? OPEN_BRACE netStatement* CLOSE_BRACE;

parameters: OPEN_PAREN (parameter (COMMA parameter)* COMMA?)? CLOSE_PAREN;

parameter: name (ASSIGN expression)?;

netStatement
    : INPUT name INT? dimensions?                 # inputStatement
    | PARAM name dimensions (ASSIGN expression)?  # paramStatement
    | OUTPUT (name ASSIGN)? expression            # outputStatement
    | binding                                     # netBinding
    ;

binding: name ASSIGN expression;

dimensions: OPEN_BRACKET (expression (COMMA expression)* COMMA?)? CLOSE_BRACKET;

// ---------------------------------------------------------------- data

dataDeclaration: DATA name ASSIGN dataSource (ARROW expressionNoPipe)*;

dataSource
    : name arguments? OPEN_BRACE binding* CLOSE_BRACE  # blockSource
    | expressionNoPipe                                 # plainSource
    ;

// ---------------------------------------------------------------- training

trainDeclaration: TRAIN name parameters? OPEN_BRACE trainStatement* CLOSE_BRACE;

trainStatement
    : NET (name ASSIGN)? expression                                          # netSetting
    | DATA expression                                                        # dataSetting
    | MINIMIZE expression                                                    # minimizeSetting
    | MAXIMIZE expression                                                    # maximizeSetting
    | REPORT expression (COMMA expression)*                                  # reportSetting
    | OPTIMIZER expression                                                   # optimizerSetting
    | BATCH expression                                                       # batchSetting
    | EPOCHS expression                                                      # epochsSetting
    | STEPS expression                                                       # stepsSetting
    | SEED expression                                                        # seedSetting
    | VALIDATE (ON name)? cadence?                                           # validateSetting
    | SCHEDULE expression                                                    # scheduleSetting
    | STOP WHEN stopCondition                                                # stopSetting
    | WEIGHT_DECAY expression                                                # weightDecaySetting
    | L1_DECAY expression                                                    # l1DecaySetting
    | MAX_NORM expression                                                    # maxNormSetting
    | LEARNING_RATE TIMES_SIGN expression FOR path (COMMA path)*             # rateSetting
    | AVERAGE WEIGHTS expression                                             # averageSetting
    | CLIP GRADIENTS expression                                              # clipSetting
    | FREEZE path (COMMA path)*                                              # freezeSetting
    | START FROM (STRING | name) (EXCEPT path (COMMA path)*)?                # startSetting
    | ENSEMBLE expression                                                    # ensembleSetting
    | CHECKPOINT cadence                                                     # checkpointSetting
    | SAMPLE WITH REPLACEMENT                                                # sampleSetting
    | PRECISION name                                                         # precisionSetting
    | GRADIENTS NUMERIC arguments?                                           # numericSetting
    | STEP name OPEN_BRACE trainStatement* CLOSE_BRACE                       # stepBlock
    | binding                                                                # trainBinding
    | (IDENTIFIER | LEARNING_RATE) expression?                               # unknownSetting
    ;

cadence: EVERY (expression (EPOCHS | EPOCH | STEPS | STEP) | EPOCH | STEP);

stopCondition: first = name second = name? (direction = (RISES | FALLS) expression TIMES | comparator expression);

path: name (DOT name | OPEN_BRACKET NUMBER CLOSE_BRACKET)*;

// ---------------------------------------------------------------- experiments

experimentDeclaration: EXPERIMENT name parameters? OPEN_BRACE experimentStatement* CLOSE_BRACE;

searchDeclaration: SEARCH name parameters? OPEN_BRACE experimentStatement* CLOSE_BRACE;

experimentStatement
    : RUN expression (FOR (name IN expression (COMMA name IN expression)* | expression TRIALS))?  # runStatement
    | PLOT name (COMMA name)* (BY name)? (OF BEST expression)? SMOOTHED?                          # plotStatement
    | (MAXIMIZE | MINIMIZE) name name?                                                            # goalStatement
    | binding                                                                                     # experimentBinding
    ;

// ---------------------------------------------------------------- tests

testDeclaration: TEST STRING OPEN_BRACE testStatement* CLOSE_BRACE;

testStatement
    : EXPECT expression (WITHIN expression)?  # expectStatement
    | binding                                 # testBinding
    ;

// ---------------------------------------------------------------- expressions, weakest first

expression: stage (ARROW stage)*;

stage
    : IF condition = expression THEN yes = expression ELSE no = expression  # conditional
    | REPEAT expressionNoPipe OPEN_BRACE expression CLOSE_BRACE             # repetition
    | expressionNoPipe                                                      # plainStage
    ;

expressionNoPipe: disjunction;

disjunction: conjunction (OR conjunction)*;

conjunction: negation (AND negation)*;

negation: NOT negation | comparison;

comparison: range (comparator range)*;

comparator: EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL;

range: sum (DOTS sum)?;

sum: product ((PLUS | MINUS) product)*;

product: matrixProduct ((TIMES_SIGN | SLASH) matrixProduct)*;

matrixProduct: unary (AT unary)*;

unary: MINUS unary | power;

power: postfix (POWER unary)?;

postfix: primary suffix*;

suffix
    : arguments                                        # callSuffix
    | OPEN_BRACKET expression CLOSE_BRACKET            # indexSuffix
    | DOT name                                         # memberSuffix
    ;

arguments: OPEN_PAREN (argument (COMMA argument)* COMMA?)? CLOSE_PAREN;

argument: (name ASSIGN)? expression;

primary
    : NUMBER PERCENT?                                                   # number
    | STRING                                                            # string
    | (TRUE | FALSE)                                                    # truth
    | name                                                              # reference
    | OPEN_BRACKET (expression (COMMA expression)* COMMA?)? CLOSE_BRACKET  # list
    | OPEN_PAREN expression CLOSE_PAREN                                 # parenthesis
    ;

name
    : IDENTIFIER
    | IMPORT | NET | DATA | TRAIN | TEST | EXPERIMENT | SEARCH
    | INPUT | PARAM | OUTPUT | INT | EXPECT | WITHIN
    | MINIMIZE | MAXIMIZE | REPORT | OPTIMIZER | BATCH | EPOCHS | EPOCH | STEPS | STEP | SEED
    | VALIDATE | ON | EVERY | SCHEDULE | STOP | WHEN | RISES | FALLS | TIMES
    | WEIGHT_DECAY | L1_DECAY | MAX_NORM | LEARNING_RATE | AVERAGE | WEIGHTS | CLIP | GRADIENTS | FREEZE | START | FROM | EXCEPT | CHECKPOINT
    | ENSEMBLE | SAMPLE | WITH | REPLACEMENT | PRECISION | NUMERIC
    | RUN | FOR | IN | TRIALS | PLOT | BY | OF | BEST | SMOOTHED
    ;
