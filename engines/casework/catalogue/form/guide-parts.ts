import { laws } from './common-parts.ts'
import {
  choice,
  manyWords,
  part,
  type Part,
  rows,
  seldom,
  text,
  title,
  together,
  words,
  yes,
} from './part.ts'
import { levels } from './what-parts.ts'

/** The rest of the national implementation list (实施清单). */
export const guide: readonly Part[] = [
  seldom(
    'implementation',
    '实施清单的其他内容',
    'The rest of the implementation list',
    together(
      seldom('addresses', '办理地点', 'Place', manyWords),
      seldom('hours', '办理时间', 'Hours', words),
      seldom('consult', '咨询电话', 'Questions', text),
      seldom('complain', '投诉电话', 'Complaints', text),
      seldom('levels', '行使层级（多级）', 'Levels', { is: 'choices', of: levels }),
      seldom('powerSource', '权力来源', 'Source of power', {
        is: 'choice',
        of: [
          choice('own', '法定本级行使', 'its own by law'),
          choice('delegated-down', '上级下放', 'handed down'),
          choice('authorised-above', '上级授权', 'authorised from above'),
          choice('authorised-peer', '同级授权', 'authorised by a peer'),
          choice('entrusted-above', '上级委托', 'entrusted from above'),
          choice('entrusted-peer', '同级委托', 'entrusted by a peer'),
        ],
      }),
      seldom('authorityKind', '实施主体性质', 'Kind of authority', {
        is: 'choice',
        of: [
          choice('statutory', '法定机关', 'by law'),
          choice('authorised', '授权组织', 'authorised'),
          choice('entrusted', '受委托组织', 'entrusted'),
        ],
      }),
      seldom('entrustedBy', '委托部门', 'Entrusted by', { is: 'one', of: 'departments' }),
      seldom('jointDepartments', '联办机构', 'Done together with', { is: 'several', of: 'departments' }),
      seldom('onlineDepth', '网上办理深度', 'Depth online', {
        is: 'choice',
        of: [
          choice(1, 'Ⅰ级', 'level I'),
          choice(2, 'Ⅱ级', 'level II'),
          choice(3, 'Ⅲ级', 'level III'),
          choice(4, 'Ⅳ级（全程网办）', 'level IV, online from beginning to end'),
        ],
      }),
      seldom('handledAcross', '通办范围', 'Done across', {
        is: 'choice',
        of: [
          choice('nation', '全国', 'the nation'),
          choice('provinces', '跨省', 'provinces'),
          choice('cities', '跨市', 'cities'),
          choice('districts', '跨县区', 'districts'),
        ],
      }),
      seldom('inHall', '进驻政务大厅', 'In the service hall', yes),
      seldom('booking', '支持预约', 'May be booked', yes),
      seldom('post', '物流快递', 'Sent by post', yes),
      seldom('payOnline', '网上支付', 'Paid online', yes),
      seldom('terminals', '自助终端', 'At terminals', yes),
      seldom('quota', '数量限制', 'Limited in number', words),
      seldom('visitReason', '必须到现场的原因', 'Why a visit is needed', words),
      seldom('intermediary', '中介服务', 'Intermediaries', words),
      seldom('topics', '主题分类', 'Topics', manyWords),
      seldom(
        'fees',
        '收费项目',
        'Fees',
        rows('收费项目', 'fee', [
          title('收费项目', 'Fee'),
          part('standard', '标准', 'Standard', words),
          part('mayBeWaived', '可以减免', 'May be waived', yes),
          seldom('waiver', '减免说明', 'When it is waived', words),
          part('basis', '依据', 'Legal basis', laws),
        ]),
      ),
      seldom(
        'questions',
        '常见问题',
        'Questions and answers',
        rows('常见问题', 'question', [
          part('question', '问', 'Question', words),
          part('answer', '答', 'Answer', words),
        ]),
      ),
    ),
  ),
]
