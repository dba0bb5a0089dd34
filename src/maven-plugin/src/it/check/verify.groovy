List<String> log = new File(basedir, 'build.log').readLines()
assert log.contains('[INFO] 1 .net file, no errors')
assert !new File(basedir, 'target/generated-sources').exists()

assert log.contains('netc:compile')
assert log.any { it.contains('User property: netc.sourceDirectory') }
