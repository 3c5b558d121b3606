import type { SizeClass } from '#definitions/facts/size-class.ts'

/**
 * How the synthetic city is made up. Every share here is INVENTED so that lists look like a city's; none is a statistic, none may be
 * quoted. The size classes follow 国统字〔2017〕213号, the industries GB/T 4754-2017, the codes GB 32100-2015.
 */
type Shares<T> = readonly (readonly [share: number, value: T])[]

export const sizes: Shares<SizeClass> = [
  [78, 'micro'],
  [17.4, 'small'],
  [3.7, 'medium'],
  [0.9, 'large'],
]

/** Credit code prefix by the registering authority and class of organisation (GB 32100). */
export const types: Shares<{ readonly type: string; readonly authority: string; readonly ending: string }> = [
  [66, { type: 'company', authority: '91', ending: '有限公司' }],
  [2, { type: 'company', authority: '91', ending: '股份有限公司' }],
  [26, { type: 'individual-business', authority: '92', ending: '经营部' }],
  [2.2, { type: 'partnership', authority: '91', ending: '合伙企业（有限合伙）' }],
  [1.8, { type: 'sole-proprietorship', authority: '91', ending: '工作室' }],
  [1, { type: 'farmers-cooperative', authority: '93', ending: '农民专业合作社' }],
  [0.4, { type: 'law-firm', authority: '31', ending: '律师事务所' }],
  [0.3, { type: 'social-service', authority: '52', ending: '服务中心' }],
  [0.3, { type: 'social-organisation', authority: '51', ending: '协会' }],
]

/** GB/T 4754 division or class, with the trade words that its names use. */
export const industries: Shares<{ readonly code: string; readonly trades: readonly string[] }> = [
  [1.2, { code: '01', trades: ['农业', '生态农业'] }],
  [0.5, { code: '05', trades: ['农业服务'] }],
  [1.6, { code: '13', trades: ['食品', '粮油'] }],
  [2.2, { code: '18', trades: ['服装', '服饰'] }],
  [1.5, { code: '19', trades: ['皮具', '鞋业'] }],
  [1, { code: '21', trades: ['家具'] }],
  [1.8, { code: '26', trades: ['化工', '日化'] }],
  [0.8, { code: '27', trades: ['医药', '生物制药'] }],
  [1.4, { code: '29', trades: ['塑胶', '橡塑'] }],
  [1.6, { code: '33', trades: ['五金', '金属制品'] }],
  [1.5, { code: '34', trades: ['机械', '传动设备'] }],
  [1.6, { code: '35', trades: ['专用设备', '医疗器械'] }],
  [1.2, { code: '36', trades: ['汽车零部件'] }],
  [1.5, { code: '38', trades: ['电气', '照明'] }],
  [2, { code: '39', trades: ['电子', '通信设备'] }],
  [0.6, { code: '40', trades: ['仪器仪表'] }],
  [0.4, { code: '44', trades: ['新能源', '电力'] }],
  [1.8, { code: '47', trades: ['建筑工程'] }],
  [2.2, { code: '50', trades: ['装饰工程', '装修'] }],
  [20, { code: '51', trades: ['贸易', '进出口', '供应链', '商贸'] }],
  [16, { code: '52', trades: ['百货', '电子商务', '零售'] }],
  [2.4, { code: '54', trades: ['物流', '运输'] }],
  [1.2, { code: '58', trades: ['国际货运代理'] }],
  [0.6, { code: '59', trades: ['仓储'] }],
  [0.4, { code: '60', trades: ['快递'] }],
  [0.8, { code: '61', trades: ['酒店管理'] }],
  [5, { code: '62', trades: ['餐饮', '饮食'] }],
  [1.4, { code: '64', trades: ['网络科技', '互联网'] }],
  [7, { code: '65', trades: ['软件', '信息技术', '数据科技'] }],
  [0.5, { code: '66', trades: ['投资'] }],
  [0.8, { code: '7010', trades: ['房地产开发'] }],
  [1.2, { code: '7020', trades: ['物业管理'] }],
  [0.8, { code: '71', trades: ['设备租赁'] }],
  [8, { code: '72', trades: ['企业管理咨询', '商务服务', '广告'] }],
  [3.2, { code: '73', trades: ['生物科技', '研发'] }],
  [2.6, { code: '74', trades: ['检测技术', '设计'] }],
  [1.4, { code: '77', trades: ['环保科技'] }],
  [2.4, { code: '80', trades: ['家政', '美容'] }],
  [0.9, { code: '83', trades: ['教育'] }],
  [1.2, { code: '87', trades: ['影视文化'] }],
  [1, { code: '89', trades: ['体育'] }],
]

/** Divisions where research is common enough to show its policies. */
export const researchIndustries: ReadonlySet<string> = new Set([
  '26',
  '27',
  '34',
  '35',
  '36',
  '38',
  '39',
  '40',
  '64',
  '65',
  '73',
  '74',
  '77',
])

export const districts: Shares<{ readonly id: string; readonly code: string }> = [
  [22, { id: 'tianhe', code: '440106' }],
  [18, { id: 'baiyun', code: '440111' }],
  [13, { id: 'panyu', code: '440113' }],
  [10, { id: 'haizhu', code: '440105' }],
  [9, { id: 'huangpu', code: '440112' }],
  [7, { id: 'yuexiu', code: '440104' }],
  [6, { id: 'huadu', code: '440114' }],
  [6, { id: 'nansha', code: '440115' }],
  [5, { id: 'zengcheng', code: '440118' }],
  [2.5, { id: 'liwan', code: '440103' }],
  [1.5, { id: 'conghua', code: '440117' }],
]

export const statuses: Shares<string> = [
  [93, 'active'],
  [1, 'suspended'],
  [2, 'revoked'],
  [4, 'cancelled'],
]

export const grades: Shares<string> = [
  [22, 'excellent'],
  [55, 'good'],
  [18, 'medium'],
  [5, 'poor'],
]

/** Layoff rates as decimals; the limits of 稳岗返还, 5.5 % and 20 %, are hit exactly now and then. */
export const layoffRates: Shares<readonly [from: number, until: number]> = [
  [58, [0, 0]],
  [26, [1, 54]],
  [3, [55, 55]],
  [8, [56, 199]],
  [2, [200, 200]],
  [3, [201, 600]],
]

/** Chance that a department has not said what it could have said. Unknown is not no. */
export const missing = { everything: 0.04, figures: 0.05, one: 0.03 } as const

/** Employer's and staff's unemployment insurance together, for made-up sums only. */
export const unemploymentRate = 0.01
export const monthlyWageYuan = [3_800, 16_000] as const
