List<String> log = new File(basedir, 'build.log').readLines()
assert log.findAll { it =~ /(?i)thread-?safe/ } == []
assert log.contains('[INFO] No .net files to compile')

Closure<List<String>> generated = { String module ->
  List<String> names = []
  new File(basedir, module + '/target').eachFileRecurse { if (it.name.endsWith('.java')) names << it.name }
  names
}
assert generated('blocks') == ['Demo.java']
assert generated('app') == ['App.java']
