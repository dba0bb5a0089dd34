import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './tokenizer.js';

/** Each snippet, and for some of its words the scope that they must have, in order. */
const SNIPPETS = [
  ['// a comment', [['// a comment', 'comment.line.double-slash']]],
  ['/// about it', [['/// about it', 'comment.line.documentation']]],
  ['/* of\n two */ net A {}', [['two', 'comment.block'], ['net', 'keyword.declaration']]],
  ['import "a.net"', [['import', 'keyword.control.import'], ['a.net', 'string.quoted.double']]],
  ['net Reader(hidden = 100, b) {', [
    ['net', 'keyword.declaration'], ['Reader', 'entity.name.class'], ['hidden', 'variable.parameter'],
    ['=', 'keyword.operator.assignment'], ['100', 'constant.numeric'], ['b', 'variable.parameter'],
    ['{', 'punctuation.section.block.begin']]],
  ['net A { input image int [1, 28] }', [
    ['input', 'keyword.other.statement'], ['image', 'variable.other.definition'], ['int', 'storage.type'],
    ['[', 'punctuation.section.brackets.begin'], ['28', 'constant.numeric'],
    ['}', 'punctuation.section.block.end']]],
  ['net A { param W [2] = normal(1) }', [
    ['param', 'keyword.other.statement'], ['W', 'variable.other.definition'],
    ['normal', 'support.function.operation']]],
  ['net A { output y = image -> dense(10, init = he) -> Block(2) }', [
    ['output', 'keyword.other.statement'], ['y', 'variable.other.definition'], ['image', 'variable.other'],
    ['->', 'keyword.operator.arrow'], ['dense', 'support.function.operation'], ['init', 'variable.parameter'],
    ['he', 'support.function.initializer'], ['Block', 'entity.name.function']]],
  ['net A { output relu(x) }', [
    ['output', 'keyword.other.statement'], ['relu', 'support.function.operation'], ['x', 'variable.other']]],
  ['net A { y = if not x.size == 2 then true else -x[0..1]^2 @ w }', [
    ['if', 'keyword.control'], ['not', 'keyword.operator.logical'], ['.', 'punctuation.accessor'],
    ['size', 'variable.other.member'], ['==', 'keyword.operator.comparison'], ['then', 'keyword.control'],
    ['true', 'constant.language.boolean'], ['else', 'keyword.control'], ['-', 'keyword.operator.arithmetic'],
    ['..', 'keyword.operator.range'], ['^', 'keyword.operator.arithmetic'], ['@', 'keyword.operator.arithmetic']]],
  ['net A { y = x -> repeat 5 { relu } }', [
    ['repeat', 'keyword.control'], ['{', 'punctuation.section.braces.begin'],
    ['relu', 'support.function.operation'], ['}', 'punctuation.section.braces.end'],
    ['}', 'punctuation.section.block.end']]],
  ['data d = csv("a\\n.csv", target = "y") -> split(test = 20 %)', [
    ['data', 'keyword.declaration'], ['d', 'variable.other.definition'], ['csv', 'support.function.reader'],
    ['\\n', 'constant.character.escape'], ['target', 'variable.parameter'],
    ['split', 'support.function.transform'], ['test', 'variable.parameter'], ['20', 'constant.numeric'],
    ['%', 'keyword.other.unit']]],
  ['data t = table { x = [1] }', [
    ['table', 'support.function.reader'], ['x', 'variable.other.definition']]],
  ['train T(optimizer = sgd(0.1)) {\n    net       N(2)\n    optimizer optimizer\n}', [
    ['train', 'keyword.declaration'], ['T', 'entity.name.class'], ['optimizer', 'variable.parameter'],
    ['sgd', 'support.function.optimizer'], ['net', 'keyword.other.setting'], ['N', 'entity.name.function'],
    ['optimizer', 'keyword.other.setting'], ['optimizer', 'variable.other']]],
  ['train T {\nvalidate on test every 600 steps\nsample with replacement\nstop when loss rises 5 times\n}', [
    ['validate', 'keyword.other.setting'], ['on', 'keyword.other.setting'], ['test', 'variable.other'],
    ['every', 'keyword.other.setting'], ['600', 'constant.numeric'], ['steps', 'keyword.other.unit'],
    ['sample', 'keyword.other.setting'], ['with', 'keyword.other.setting'],
    ['replacement', 'keyword.other.setting'], ['stop', 'keyword.other.setting'],
    ['when', 'keyword.other.setting'], ['loss', 'variable.other'], ['rises', 'keyword.other.setting'],
    ['5', 'constant.numeric'], ['times', 'keyword.other.unit']]],
  ['train T {\ngradients numeric(h = 1e-4)\ncheckpoint every epoch\nbatch 64   epochs 10\n}', [
    ['gradients', 'keyword.other.setting'], ['numeric', 'keyword.other.setting'], ['1e-4', 'constant.numeric'],
    ['checkpoint', 'keyword.other.setting'], ['every', 'keyword.other.setting'], ['epoch', 'keyword.other.unit'],
    ['batch', 'keyword.other.setting'], ['64', 'constant.numeric'], ['epochs', 'keyword.other.setting']]],
  ['train G {\nstep D { minimize loss }\n}\nnet B {', [
    ['step', 'keyword.other.setting'], ['D', 'variable.other'], ['minimize', 'keyword.other.setting'],
    ['net', 'keyword.declaration']]],
  ['experiment E {\nrun M(o) for o in [sgd(0.01)]\nplot loss by step smoothed\n}', [
    ['experiment', 'keyword.declaration'], ['run', 'keyword.other.setting'], ['for', 'keyword.other.setting'],
    ['in', 'keyword.other.setting'], ['plot', 'keyword.other.setting'], ['loss', 'variable.other'],
    ['by', 'keyword.other.setting'], ['smoothed', 'keyword.other.setting']]],
  ['test "a title" {\n    run = D()\n    expect run.test.accuracy >= 0.9 within 1e-3\n}', [
    ['test', 'keyword.declaration'], ['a title', 'string.quoted.double'], ['run', 'variable.other.definition'],
    ['expect', 'keyword.other.statement'], ['run', 'variable.other'], ['test', 'variable.other.member'],
    ['>=', 'keyword.operator.comparison'], ['within', 'keyword.other.statement']]],
  ['net N { step = 2   batch = step + epochs }', [
    ['step', 'variable.other.definition'], ['batch', 'variable.other.definition']]],
  ['test "t" { größe = "ü\\q" }', [
    ['größe', 'variable.other.definition'], ['\\q', 'invalid.illegal.escape']]],
];

for (const [text, expected] of SNIPPETS) {
  test(text, () => {
    const tokens = tokenize(text);
    let from = 0;
    for (const [word, scope] of expected) {
      const at = tokens.findIndex((token, i) => i >= from && token.text === word);
      assert.notEqual(at, -1, `no token '${word}' in ${JSON.stringify(tokens)}`);
      assert.equal(tokens[at].scope, scope, `of '${word}'`);
      from = at + 1;
    }
  });
}
