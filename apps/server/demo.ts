import { hashPassword } from '#platform/auth/password.ts'
import type { DemoAccount } from '#platform/service-handlers.ts'
import type { System } from '#platform/system.ts'

/** Accounts of the demonstration, one per seat in the house. Their password is the same and no secret. */
export const demoPassword = 'yishang-demo'

/** The seat that acts for one of the invented enterprises. */
export const companySeat = 'company'

interface Seat extends DemoAccount {
  readonly department?: string
  readonly district?: string
}

export const demoSeats: readonly Seat[] = [
  { login: 'founder', name: '陈晓雯', role: 'founder' },
  { login: companySeat, name: '卢思远', role: 'enterprise' },
  { login: 'registration', name: '李志强', role: 'registration-officer', department: 'market-regulation' },
  { login: 'window', name: '黄丽华', role: 'window-officer' },
  { login: 'tax', name: '周建国', role: 'tax-officer', department: 'tax' },
  {
    login: 'social-insurance',
    name: '吴敏',
    role: 'social-insurance-officer',
    department: 'social-insurance',
  },
  { login: 'seal', name: '林海', role: 'seal-officer', department: 'public-security' },
  { login: 'housing-fund', name: '钟丽', role: 'fund-officer', department: 'housing-fund' },
  { login: 'policy', name: '何嘉欣', role: 'policy-officer', department: 'human-resources' },
  { login: 'approver', name: '梁伟明', role: 'policy-approver', department: 'human-resources' },
  { login: 'translator', name: '杜若', role: 'policy-translator' },
  { login: 'competition', name: '方圆', role: 'competition-reviewer' },
  { login: 'legal', name: '沈毅', role: 'legal-reviewer' },
  {
    login: 'tianhe',
    name: '潘可欣',
    role: 'policy-officer',
    department: 'human-resources',
    district: 'tianhe',
  },
  { login: 'finance', name: '郭颖', role: 'finance-officer', department: 'finance' },
  { login: 'data', name: '许文斌', role: 'data-officer', department: 'data-administration' },
  { login: 'head', name: '罗建华', role: 'authority-head' },
  { login: 'leader', name: '欧阳静', role: 'leader' },
  { login: 'admin', name: '系统管理员', role: 'city-admin' },
]

/** Makes the accounts that are missing. Roles the city does not have are left out. */
export async function openDemoAccounts(system: System): Promise<DemoAccount[]> {
  const seats = demoSeats.filter((seat) => system.city().rights.has(seat.role))
  const password = await hashPassword(demoPassword)
  for (const { login, name, role, department, district } of seats)
    await system.accounts.create(
      { login, name, password, roles: [{ role, department, district }] },
      system.clock.now(),
    )
  return seats.map(({ login, name, role }) => ({ login, name, role }))
}
