import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import css from './TaskList.module.css'

export type TaskState = 'done' | 'current' | 'open' | 'attention'

export interface Task {
  readonly id: string
  readonly title: string
  readonly state: TaskState
  /** the state in words */
  readonly word: string
}

const icon = { done: 'check', current: 'arrow', open: 'dash', attention: 'warning' } as const

/** The steps of a filing and how each stands. Finished and reached steps can be opened again. */
export function TaskList({
  label,
  tasks,
  link,
}: {
  label: string
  tasks: readonly Task[]
  link: (task: Task, inside: ReactNode) => ReactNode
}) {
  return (
    <nav aria-label={label}>
      <ol className={css.tasks}>
        {tasks.map((task) => (
          <li
            key={task.id}
            className={classes(css.task, css[task.state])}
            aria-current={task.state === 'current' ? 'step' : undefined}
          >
            {link(
              task,
              <>
                <span className={css.mark}>
                  <Icon name={icon[task.state]} size="1em" />
                </span>
                <span className={css.title}>{task.title}</span>
                <span className={css.word}>{task.word}</span>
              </>,
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
