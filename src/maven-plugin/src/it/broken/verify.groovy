List<String> lines = new File(basedir, 'build.log').readLines()
String folder = new File(basedir, 'src/main/net/com/example').canonicalPath + File.separator

Closure<List<String>> shown = { String level ->
  lines.findAll { it.startsWith('[' + level + '] ' + folder) }
      .collect { it.substring(level.length() + 3 + folder.length()) }
}
assert shown('ERROR') == [
    "shop.net:[4,23] the matrices of '@' do not fit [shape-mismatch]",
    "shop.net:[5,16] nothing here is called 'rellu' [unknown-name]",
    'till.net:[3,18] there is no element 7 among 2 [bad-index]',
    'twice.net:[1,1] the class Good is also that of a net or train in '
        + 'src/main/net/com/example/good.net'.replace('/', File.separator)]
assert shown('WARNING').size() == 1
assert shown('WARNING')[0].startsWith('good.net:[3,5] ')

// The line, the place in it and the way out follow.
assert lines.contains('  = help: declare  param w [784, 50]')
assert lines.any { it.contains('4 errors in .net files, shown above') }
assert !new File(basedir, 'target/generated-sources/net/com/example/Shop.java').exists()
