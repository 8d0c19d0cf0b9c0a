// A test in JavaScript that starts the stand-in and asks Logs Insights. With Node:
//
//   npm install @aws-sdk/client-cloudwatch-logs
//   node --test shop.test.cjs
//
// FANLIGHT names the program; without it, "fanlight" of the PATH runs.
'use strict'
const assert = require('node:assert')
const { spawn } = require('node:child_process')
const readline = require('node:readline')
const test = require('node:test')
const logs = require('@aws-sdk/client-cloudwatch-logs')

// start starts the stand-in and takes over its lines "export NAME=VALUE".
async function start (t) {
  const server = spawn(process.env.FANLIGHT || 'fanlight', ['local', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] })
  t.after(() => server.kill())
  let exports = 0
  for await (const line of readline.createInterface({ input: server.stdout })) {
    const [, name, value] = line.match(/^export (\w+)=(.*)$/)
    process.env[name] = value
    if (++exports === 5) return
  }
  throw new Error('the stand-in did not start')
}

async function rows (client, queryId) {
  for (;;) {
    const answer = await client.send(new logs.GetQueryResultsCommand({ queryId }))
    if (!['Scheduled', 'Running'].includes(answer.status)) {
      return answer.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])))
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('counts calls by path', async (t) => {
  await start(t)
  const client = new logs.CloudWatchLogsClient({})
  const names = { logGroupName: '/aws/lambda/shop', logStreamName: 'one' }
  const now = Date.now()
  await client.send(new logs.CreateLogGroupCommand({ logGroupName: names.logGroupName }))
  await client.send(new logs.CreateLogStreamCommand(names))
  await client.send(new logs.PutLogEventsCommand({
    ...names,
    logEvents: ['{"path": "/cart", "ms": 120}', '{"path": "/cart", "ms": 80}', '{"path": "/pay", "ms": 310}']
      .map((message) => ({ timestamp: now, message })),
  }))
  const query = await client.send(new logs.StartQueryCommand({
    logGroupName: names.logGroupName,
    startTime: Math.floor(now / 1000) - 60,
    endTime: Math.floor(now / 1000) + 60,
    queryString: 'stats count(*) as calls, max(ms) as slowest by path | sort calls desc',
  }))
  assert.deepStrictEqual(await rows(client, query.queryId), [
    { path: '/cart', calls: '2', slowest: '120' },
    { path: '/pay', calls: '1', slowest: '310' },
  ])
})
