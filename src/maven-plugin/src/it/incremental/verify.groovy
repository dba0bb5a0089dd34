List<String> told = new File(basedir, 'build.log').readLines()
    .findAll { it =~ /(Compiled \d of \d .net files|Nothing to compile)/ }
    .collect { it.replaceFirst(/.*(Compiled \d of \d|Nothing).*/, '$1') }
assert told == [
    'Compiled 3 of 3', // the first build
    'Nothing',         // unchanged
    'Compiled 1 of 3', // an import changed
    'Compiled 1 of 3', // a table has another row
    'Nothing',         // a program was deleted
    'Nothing',         // still
    'Nothing']         // an option of the build alone, not of the classes

File generated = new File(basedir, 'target/generated-sources/net/com/example')
assert generated.list().sort() == ['Houses.java', 'Importer.java', 'Price.java']
assert new File(generated, 'Importer.java').text.contains('5')
