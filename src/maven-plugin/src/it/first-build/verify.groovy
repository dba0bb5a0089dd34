List<String> log = new File(basedir, 'build.log').readLines()
assert log.any { it.startsWith('[INFO] Compiled 3 of 3 .net files to target') }
assert log.findAll { it.startsWith('[WARNING]') && it.contains('net') } == []

File generated = new File(basedir, 'target/generated-sources/net/com/example')
assert new File(generated, 'Shop.java').text.contains('src/main/net/com/example/shop.net')
assert new File(generated, 'vision/Reader.java').exists()
// A net with parameters is no class, and what is imported is none a second time.
assert generated.list().sort() == ['Shop.java', 'vision']

assert new File(basedir, 'target/classes/com/example/Till.class').exists()
