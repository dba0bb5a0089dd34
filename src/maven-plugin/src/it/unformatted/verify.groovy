List<String> log = new File(basedir, 'build.log').readLines()
assert log.count { it == '[INFO] 1 .net file, no errors' } == 1

File program = new File(basedir, 'src/main/net/plain.net').canonicalFile
assert log.contains('[ERROR] ' + program + ':[3,1] the line is not as `netc fmt` writes it')
