import { Input, type InputRef } from 'antd'
import type { Ref } from 'react'
import { usePlace } from './place.tsx'

/** Searches the list of this place; what is searched for stands in the address, so that a link leads to the same rows. */
export function SearchField({ label, ref }: { label: string; ref?: Ref<InputRef> }) {
  const { search, change } = usePlace()
  const q = search['q'] ?? ''
  return (
    <Input.Search
      ref={ref}
      key={q}
      allowClear
      defaultValue={q}
      placeholder={label}
      aria-label={label}
      onSearch={(next) => change({ q: next })}
      style={{ width: '16rem' }}
    />
  )
}
