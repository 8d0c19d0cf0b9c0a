// Runs dynalite's own tests on the stand-in: mocha --require this file. The module "dynalite" that
// they load becomes a starter of the stand-in. Their assertions on an error compare its type and its
// status, not its text. The last line is
// "passed P refused R fell F": a test is refused if it fails after an answer that says "not
// implemented by the embedded stand-in".
'use strict'
const { spawn } = require('child_process')
const http = require('http')
const Module = require('module')
const path = require('path')
const should = Module.createRequire(process.cwd() + '/')('should')

const refusal = 'not implemented by the embedded stand-in'
const counts = { passed: 0, refused: 0, fell: 0 }
let refused = false
const texts = new Set() // of errors that the present test got

// The tests load dynalite as "..": the folder above.
const load = Module._load
Module._load = function (request, parent, ...rest) {
  if (request === '..' && parent && path.basename(path.dirname(parent.filename)) === 'test') return standin
  return load.call(this, request, parent, ...rest)
}

function standin () {
  let server
  return {
    listen (port, callback) {
      server = spawn(process.env.STANDIN, ['127.0.0.1:' + port], { stdio: ['pipe', 'pipe', 'inherit'] })
      server.stdout.once('data', () => callback())
    },
    close (callback) {
      server.kill()
      callback()
    },
  }
}

// Looks at the answers, and remembers the texts of their errors.
const request = http.request
http.request = function (options, ...rest) {
  return request.call(this, options, (res) => {
    let body = ''
    res.on('data', (part) => { body += part })
    res.on('end', () => {
      refused = refused || body.includes(refusal)
      try {
        const answer = JSON.parse(body)
        if (answer.__type) texts.add(answer.message).add(answer.Message)
      } catch { /* not JSON, no text of an error */ }
    })
    rest.forEach((f) => f(res))
  })
}

// An expected error is one with "__type".
replace('eql', (original) => function (wanted, ...rest) {
  if (!wanted || !wanted.__type) return original.call(this, wanted, ...rest)
  const got = (this.obj || {}).__type
  if (got !== wanted.__type) throw new Error('type ' + got + ', want ' + wanted.__type)
  return this
})
for (const name of ['equal', 'startWith', 'match', 'matchAny', 'containEql']) {
  replace(name, (original) => function (...args) {
    return isText(this.obj) ? this : original.apply(this, args)
  })
}

// isText reports whether a value is the text of an error, or a list of its parts.
function isText (value) {
  if (Array.isArray(value)) return value.length > 0 && value.every(isText)
  return typeof value === 'string' && [...texts].some((text) => text && text.includes(value))
}

// replace sets another method of should's assertions.
function replace (name, make) {
  const original = should.Assertion.prototype[name]
  Object.defineProperty(should.Assertion.prototype, name, { value: make(original), configurable: true })
}

exports.mochaHooks = {
  beforeEach () {
    refused = false
    texts.clear()
  },
  afterEach () {
    const test = this.currentTest
    const outcome = test.state === 'passed' ? 'passed' : refused ? 'refused' : 'fell'
    counts[outcome]++
    if (outcome === 'fell') console.log('fell: ' + test.fullTitle())
  },
  afterAll () {
    console.log(Object.entries(counts).map(([name, n]) => name + ' ' + n).join(' '))
  },
}
