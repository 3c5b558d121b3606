import { roleKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'

/** To whom a stage may be handed over: officers of the department whose post reaches the case and lets them decide. */

export interface Post {
  readonly role: string
  /** empty where the post is not of one department, or of one district */
  readonly department: string
  readonly district: string
}
export interface Receiver {
  readonly id: string
  readonly name: string
  readonly posts: readonly Post[]
}
interface Matter {
  readonly department: string
  readonly district: string | undefined
}

/** The post by which an officer may work on a matter of this department and district. */
export const postFor = (
  all: Definitions,
  { posts }: Pick<Receiver, 'posts'>,
  { department, district }: Matter,
): Post | undefined =>
  posts.find((post) => {
    const role = all.find(roleKind, post.role)
    return (
      role?.kind === 'officer' &&
      [...role.jurisdiction, ...role.all].includes('casework.decide') &&
      post.department === department &&
      (post.district === '' || district === undefined || post.district === district)
    )
  })
