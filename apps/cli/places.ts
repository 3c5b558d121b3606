import fs from 'node:fs'
import path from 'node:path'
import { type Config, readConfig, root } from '#apps/server/config.ts'
import { type Flag, problem } from './command.ts'

export const homeFlag: Flag = { flag: '--home <directory>', zh: '状态目录', en: 'directory of the state' }
export const cityFlag: Flag = {
  flag: '--city <city>',
  zh: '城市名称或目录',
  en: 'name or directory of the city',
}

/** The folder of a city: a name under `cities/`, or a directory. */
export function cityDirectory(city: string): string {
  for (const candidate of [path.resolve(city), path.join(root, 'cities', city)])
    if (fs.existsSync(candidate) && fs.statSync(candidate).isDirectory()) return candidate
  throw problem(
    'city-not-found',
    [`没有找到城市 ${city}`, `The city ${city} was not found`],
    ['请写 cities/ 下的名称，或一个目录的路径。', 'Give a name under cities/, or the path of a directory.'],
  )
}

export const configFor = (given: { home?: string | undefined; city?: string | undefined }): Config =>
  readConfig({
    ...(given.home === undefined ? {} : { home: path.resolve(given.home) }),
    ...(given.city === undefined ? {} : { cityDirectory: cityDirectory(given.city) }),
  })

/** A file that a person named. */
export function readFile(file: string): Buffer {
  try {
    return fs.readFileSync(file)
  } catch {
    throw problem(
      'file-not-readable',
      [`读不到文件 ${file}`, `The file ${file} cannot be read`],
      ['请检查路径和权限。', 'Check the path and your permission to read it.'],
    )
  }
}
