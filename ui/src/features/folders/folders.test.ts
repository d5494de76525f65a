import { expect, it } from 'vitest'
import type { FolderInfo } from '../../ipc/generated'
import { visibleRows } from './folders.svelte'

const folder = (id: string, parent: string | null): FolderInfo => ({ id, parent, name: id, path: `/${id}`, count: 0, online: true })
const tree = [folder('a', null), folder('a1', 'a'), folder('a1x', 'a1'), folder('b', null), folder('b1', 'b')]
const shown = (...open: string[]): string[] => visibleRows(tree, new Set(open)).map((row) => `${'-'.repeat(row.depth)}${row.folder.id}`)

it('shows roots, and what is under open folders', () => {
  expect(shown()).toEqual(['a', 'b'])
  expect(shown('a')).toEqual(['a', '-a1', 'b'])
  expect(shown('a', 'a1', 'b')).toEqual(['a', '-a1', '--a1x', 'b', '-b1'])
})

it('hides what is under a closed folder, even if it is open itself', () => {
  expect(shown('a1')).toEqual(['a', 'b'])
})
