"""The text of small forms in the layout of 2019, to build from; units, projects and wording are made up."""

PERSON, TELEPHONE = "甄无名", "00001111"

_FORM = """上海市财政支出项目绩效目标申报表

(2019年)

申报单位名称：{unit}（盖章）

项目名称	{project}				
项目类型	结转项目 <input type="checkbox"/> 其他一次性项目 <input checked="" type="checkbox"/>				
资金用途	信息化建设类 <input checked="" type="checkbox"/> 其他事业专业类 <input type="checkbox"/>				
项目负责人		联系人	{person}	联系电话	{telephone}
开始时间	2019-01-01		结束时间	2019-12-31	
项目概况	为本区图书室添置设备，并开展读者活动。
立项依据	《关于推进图书室建设的通知》（{policy}）
项目总预算（元）	{budget}		项目当年预算（元）	{budget}	
同名项目上年预算额（元）	0	同名项目上年预算执行数（元）	0
	子项目名称	预算金额（元）	
项目当年投入资金构成	设备添置	{budget}	
项目总目标	改善阅读条件。
年度绩效目标	完成设备添置。
分解目标
一级指标	二级指标	三级指标	指标目标值
投入和管理目标	财务管理	资金使用合规性	100%合规
产出目标	数量目标	添置设备数量	≥{devices}台
效果目标	满意度目标	读者满意度	≥90%
备注	无
"""  # noqa: W291 (lines end as pages end them)


def form(
    unit: str = "某区图书馆",
    project: str = "图书室设备添置",
    policy: str = "沪文〔2018〕12号",
    budget: int = 100000,
    devices: int = 40,
) -> str:
    """The text of one form."""
    return _FORM.format(
        unit=unit,
        project=project,
        policy=policy,
        budget=budget,
        devices=devices,
        person=PERSON,
        telephone=TELEPHONE,
    )
