#!/usr/bin/env node
// `make bench`: measures the rows beside their rivals, prints a table, writes target/bench.json.
//   ROWS=thumbnails-baseline,scan-first   only these
// A row whose rival cannot be had, or whose program fails, fails the benchmark; it is never left out.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './tools.mjs'

const here = fileURLToPath(new URL('rows/', import.meta.url))
const rows = (await Promise.all(readdirSync(here).toSorted().filter((name) => name.endsWith('.mjs')).map((name) => import(join(here, name))))).flatMap((module) => module.rows)
const wanted = (process.env.ROWS ?? '').split(',').map((name) => name.trim()).filter(Boolean)
const unknown = wanted.filter((name) => !rows.some((row) => row.name === name))
if (unknown.length > 0) {
  process.stderr.write(`no such row: ${unknown.join(', ')}. There are: ${rows.map((row) => row.name).join(', ')}\n`)
  process.exit(2)
}

const results = []
const failures = []
for (const row of rows.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stderr.write(`measuring ${row.name}\n`)
  try {
    const { ours, rival, ...more } = await row.measure()
    const ratio = ours / rival
    const met = row.better === 'lower' ? ratio <= row.goal : ratio >= row.goal
    results.push({ name: row.name, ours: rounded(ours), rival: rounded(rival), unit: row.unit, ratio: rounded(ratio), better: row.better, goal: row.goal, met, ...more })
  } catch (error) {
    failures.push(row.name)
    process.stderr.write(`${row.name} could not be measured: ${error.stack ?? error}\n`)
  }
}

mkdirSync(join(root, 'target'), { recursive: true })
writeFileSync(join(root, 'target', 'bench.json'), `${JSON.stringify(results, null, 2)}\n`)
process.stdout.write(table(results))
process.stdout.write(`\n${cpus().length} x ${cpus()[0].model}, Linux ${release()}; ${new Date().toISOString().slice(0, 10)}. Also in target/bench.json.\n`)
if (failures.length > 0) {
  process.stdout.write(`Not measured: ${failures.join(', ')}\n`)
  process.exitCode = 1
}

function rounded(value) {
  return Number(value.toPrecision(4))
}

function table(measured) {
  const lines = measured.map((row) => {
    const sign = row.better === 'lower' ? '≤' : '≥'
    return [row.name, row.ours, row.rival, row.unit, row.ratio, `${sign} ${row.goal}`, row.met ? 'met' : 'not yet'].map(String)
  })
  lines.unshift(['row', 'ours', 'rival', 'unit', 'ratio', 'goal', ''])
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n') + '\n'
}
