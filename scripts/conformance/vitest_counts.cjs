// Prints "passed P refused R fell F" of vitest's JSON report: node vitest_counts.cjs FILE. A test is
// refused if its error says "not implemented by the embedded stand-in"; all tests of a file whose
// preparation is refused count as one. Skipped tests do not count.
'use strict'
const report = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'))
const refusal = 'not implemented by the embedded stand-in'.slice(0, 32) // assertions cut a text at about 40 characters
const counts = { passed: 0, refused: 0, fell: 0 }
for (const file of report.testResults) {
  if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
    counts[(file.message || '').includes(refusal) ? 'refused' : 'fell']++
  }
  for (const test of file.assertionResults) {
    if (test.status === 'passed') counts.passed++
    else if (test.status === 'failed') counts[test.failureMessages.join().includes(refusal) ? 'refused' : 'fell']++
  }
}
console.log(Object.entries(counts).map(([name, n]) => name + ' ' + n).join(' '))
