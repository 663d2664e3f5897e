# الصفحات العامة. كل مفتاح موجود في كل لغة بالمتغيرات نفسها، ويتحقق من ذلك اختبار.

## الإطار
page-title = { $title } · { $site }
skip-to-content = انتقل إلى المحتوى
nav-main = القائمة الرئيسية
nav-languages = اللغات
nav-trail = أنت هنا
nav-indicators = الأرقام
nav-home = الرئيسية
nav-world = خريطة العالم
nav-workspace = تسجيل الدخول
contact = اسأل عن هذه الأرقام
boundary-disclaimer = لا تعني الحدود والأسماء المبيّنة على هذه الخريطة تأييدًا رسميًا لها أو قبولًا بها.

## الأعداد
amount-suppressed = محجوب
amount-unknown = لا بيانات
unit-people = الأشخاص
unit-households = الأسر
unit-sites = المواقع
unit-plain = القيمة
count-people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $value } أشخاص
    [many] { $value } شخصًا
   *[other] { $value } شخص
}
count-households = { $count ->
    [zero] لا أسر
    [one] أسرة واحدة
    [two] أسرتان
    [few] { $value } أسر
    [many] { $value } أسرةً
   *[other] { $value } أسرة
}
count-sites = { $count ->
    [zero] لا مواقع
    [one] موقع واحد
    [two] موقعان
    [few] { $value } مواقع
    [many] { $value } موقعًا
   *[other] { $value } موقع
}

## التواريخ
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## الرقم
figure-title = { $title }: { $area }
summary-value = { $amount } في { $area } حتى { $date }.
summary-more = أي بزيادة { $share } عن { $round } ({ $date }).
summary-fewer = أي بانخفاض { $share } عن { $round } ({ $date }).
summary-same = وهو العدد نفسه كما في { $round } ({ $date }).
summary-most = العدد الأكبر في { $area }: { $share } من المجموع.
as-of = حتى { $date }
fact-round = الجولة
fact-collected = فترة الجمع
fact-coverage = المناطق المقيَّمة
fact-records = التقييمات
fact-source = المصدر
fact-approved = تاريخ الاعتماد
coverage-of = { $assessed } من { $planned }

## المناطق
heading-areas = أين
areas-caption = القيم نفسها كما في الخريطة، من الأعلى إلى الأدنى
column-area = المنطقة
column-bar = العمود البياني
column-change = التغيّر
column-part = الفئة
column-share = النسبة
column-round = الجولة
column-date = التاريخ
column-country = البلد
row-total = المجموع
map-label = { $title }، { $area }، { $date }
legend-label = مفتاح الخريطة
legend-suppressed = محجوب لحماية الناس
legend-unknown = لا بيانات

## الزمن والتوزيع
heading-series = التغيّر عبر الزمن
series-label = { $title } في { $area } حسب الجولة
series-note = كل نقطة هي عدد في تاريخ معيّن، ولا تُجمع الجولات معًا.
heading-breakdowns = مَن ولماذا

## البيانات
heading-downloads = احصل على البيانات
format-csv = لأي برنامج جداول، مع وسوم HXL
format-xlsx = مصنّف جداول، مع وسوم HXL
format-geojson = المناطق مع حدودها، للخرائط
format-parquet = أعمدة، للتحليل
cite = كيفية الاستشهاد
cite-text = { $publisher }: { $title }، { $area }، { $round }، { $date }.
address = العنوان الدائم لهذا الرقم
licence = شروط الاستخدام

## المعنى
heading-meaning = ماذا تعني الأرقام
meaning-who = من يُحسب
meaning-when = في أي وقت
meaning-when-text = الأشخاص الموجودون في { $date } أو قبله بقليل. وهو عدد في تاريخ معيّن، وليس عدد كل من تنقّلوا.
meaning-map = كيف تُقرأ الخريطة
meaning-map-text = توزَّع المناطق حسب قيمها على خمس مجموعات على الأكثر متقاربة الحجم: كلما كان اللون أقوى كانت القيمة أكبر. أما المناطق المخططة فليست لها قيمة يمكن عرضها.
heading-limits = المنهج والحدود
limits-estimate = الأرقام تقديرات مستمدة من المخبرين الرئيسيين والملاحظة ومصادر أخرى في كل منطقة، وليست تعدادًا ولا تسجيلًا.
limits-coverage = قُيِّمت في هذه الجولة { $assessed } من { $planned } منطقة. والمنطقة التي لم يمكن الوصول إليها تظهر بلا بيانات، لا صفرًا.
limits-suppression = تُحجب الأعداد الأقل من { $threshold } لحماية الناس، ومعها أعداد أخرى يمكن حسابها منها. لذلك قد لا يساوي مجموع الصفوف الظاهرة المجموع الكلي.
limits-rounds = عند مقارنة الجولات، تذكّر أن المناطق التي أمكن الوصول إليها قد تختلف.

## الاختيار
choose-round = الجولة
choose-level = المناطق
choose-show = اعرض

## الرئيسية
home-title = الرئيسية
home-empty = لم يُنشر شيء بعد. ستظهر الأرقام هنا فور اعتماد إحدى الجولات.
home-more = نظرة أقرب
home-data = احصل على البيانات
heading-headlines = أرقام أخرى

## العالم
world-label = { $title } حسب البلد، حتى { $date }
world-lead = آخر قيمة معتمدة لكل بلد، أحدثها في { $date }. البلدان التي لا قيمة لها مخططة.
heading-countries = البلدان

## الأخطاء
not-found-heading = هذه الصفحة غير موجودة
not-found-text = ربما في العنوان خطأ، أو نُقلت الصفحة.
not-published-heading = غير منشور
not-published-text = لا يوجد رقم منشور لهذه المنطقة وهذه الجولة. اختر جولة أخرى أو عد إلى البداية.
internal-heading = حدث خطأ من جانبنا
internal-text = تعذّر عرض الصفحة. حاول مجددًا بعد قليل. وإذا تكرر ذلك فأخبرنا بهذا الرقم: { $id }
to-home = إلى الصفحة الرئيسية

## Missing migrants
nav-missing = المهاجرون المفقودون
missing-title = المهاجرون المفقودون
missing-empty = لم يُنشر أي حادث حتى هذا اليوم.
missing-lead = ما لا يقل عن { $people } شخصًا توفوا أو فُقدوا في طريقهم إلى بلد آخر، في { $incidents } حادثًا من { $first } إلى { $last }، حتى { $date }.
missing-minimum = جميع الأرقام تقديرات دنيا: فكثير من الوفيات لا تُسجل أبدًا.
missing-dead = الوفيات
missing-missing = المفقودون
missing-both = الوفيات والمفقودون
missing-incidents = الحوادث
missing-incident = الحادث
missing-as-of = حتى تاريخ
missing-choose-as-of = حتى تاريخ (الآن إن تُرك فارغًا)
missing-choose-system = المناطق
missing-system-project = مناطق مشروع المهاجرين المفقودين
missing-system-unsd = مناطق الأمم المتحدة (M49)
missing-where = أين
missing-map-label = حوادث المهاجرين المفقودين حتى { $date }
missing-map-note = كلما كبرت العلامة زاد عدد الأشخاص. ويدل إطارها على مدى دقة معرفة المكان، وتُرسم العلامات المتقاربة كعلامة واحدة.
missing-map-without = خارج الخريطة: { $records } سجلًا بلا إحداثيات و{ $people } شخصًا ضمن مجاميع لفترات.
missing-mark-several = { $incidents } سجلات: { $people } من الوفيات والمفقودين
missing-mark-one = { $label }: { $people } من الوفيات والمفقودين
missing-unknown = غير معروف
missing-precision-exact = نقطة دقيقة
missing-precision-place = مكان معروف
missing-precision-area = في مكان ما ضمن منطقة
missing-precision-sea = في مكان ما في البحر
missing-regions = حسب المنطقة
missing-region = المنطقة
missing-regions-note = الواقعة التي تمس منطقتين تُحسب حادثًا في كلتيهما، لذا قد لا يتطابق مجموع الحوادث؛ أما الأشخاص فيُحسبون مرة واحدة.
missing-region-years = الوفيات والمفقودون حسب المنطقة والسنة
missing-all = المجموع
missing-years = حسب السنة
missing-year = السنة
missing-years-label = الوفيات والمفقودون حسب سنة الحادث
missing-years-note = السنة الجارية لم تنته بعد، وتتغير السنوات الماضية كلما عُرفت حوادث.
missing-revisions = المراجعات
missing-revisions-note = كل تغيير في حادث منشور مع تاريخه وسببه.
missing-revisions-none = لم يتغير أي حادث منشور.
missing-revisions-more = و{ $count } تغييرات أقدم
missing-what = التغيير
missing-difference = الفرق
missing-why = السبب
missing-withdrawn = سُحب
missing-restored = نُشر مجددًا
missing-changed = { $field }: { $before } ← { $after }
missing-cite = { $publisher }: المهاجرون المفقودون حتى { $date }. تقديرات دنيا.
missing-format-geojson = الحوادث كنقاط للخرائط
missing-who = الأشخاص الذين توفوا أو فُقدوا عند الحدود أو في طريقهم إلى بلد غير بلد إقامتهم أيًا كان وضعهم: في غرق السفن أو حوادث النقل أو الاعتداءات أو لأسباب صحية في الطريق.
missing-who-not = من لا يُحسب
missing-who-not-text = الوفيات في بلد المقصد أو الإقامة أو في الاحتجاز أو في مخيمات اللاجئين ومساكنهم أو أثناء الترحيل أو بعد العودة القسرية.
missing-counting = كيف يتم العد
missing-counting-text = الواقعة التي تشمل عدة أماكن حادث واحد. والمجموع لفترة بلا وقائع مفردة يضيف أشخاصًا ولا يضيف حادثًا.
missing-limits-blank = ما هو غير معروف لا يضيف شيئًا: { $records } سجلًا منشورًا بلا عدد أشخاص.
missing-limits-dead = الوفيات والمفقودون رقمان منفصلان لا يُطرح أحدهما من الآخر. ومن كان مفقودًا ووُجد متوفى يُنقل بتعديل الحادث.
missing-limits-regions = في مناطق الأمم المتحدة يبقى البحر المتوسط غير مصنف، وتُحسب الوفيات الأخرى في البحر في أقرب منطقة.
missing-limits-change = تتغير أرقام السنوات الماضية. أما الإجابة بتاريخ معين فتبقى كما هي دائمًا؛ فاذكر عنوانها مع الرقم.

## تقرير جولة
report-title = { $area }: تقرير { $round }
report-date = أرقام { $date }
report-print = للاحتفاظ بهذا التقرير بصيغة PDF اطبع الصفحة واختر «حفظ بصيغة PDF».
report-remote = جولة عن بُعد.
report-remote-text = سُئلت مصادر المعلومات عن بُعد ولم يرَ أحد الأماكن. الأرقام أقل يقينًا من أرقام الزيارة.
report-link = التقرير
report-link-note = الجولة على الورق أو بصيغة PDF
format-metadata = وصف البيانات للفهارس
column-now = هذه الجولة
column-before = الجولة السابقة
column-places = الأماكن
heading-coverage = التغطية والثقة
places-covered = فيها أشخاص ورقم
places-nobody-there = تمت زيارتها ولا يوجد أحد
places-not-reached = لم يتم الوصول إليها: العدد غير معروف
places-closed = مغلقة
places-silent = دون تقرير
coverage-note = المكان الخالي والمكان الذي لم يتم الوصول إليه والمكان المغلق ثلاثة أمور مختلفة. الأول والأخير فقط يُحسبان صفرًا.
heading-reliability = الثقة في الأرقام حسب الأماكن
reliability-high = عالية
reliability-medium = متوسطة
reliability-low = منخفضة
reliability-unknown = غير مسجلة
reliability-note = عالية: ثلاثة مصادر أو أكثر من نوعين أو أكثر تتفق ضمن العُشر وقد شوهد المكان. منخفضة: مصدر واحد دون مشاهدة. ما سُئل عنه عن بُعد لا يكون عاليًا أبدًا.
# People on the move and emergencies
nav-flows = التنقل
nav-events = حالات الطوارئ
flows-title = أشخاص في حالة تنقل
flows-what = ما شاهده الباحثون الميدانيون في نقاط رصد التدفقات. المرور هو عبور شخص واحد لنقطة واحدة مرة واحدة: مرات المرور ليست أشخاصًا.
flows-period = أعداد من { $from } إلى { $to }.
flows-empty = لم يُعتمد أي عدد بعد.
flows-people = شوهد نحو { $best } شخصًا مختلفًا يتقدمون في هذه الفترة، بين { $low } و{ $high }؛ ولا يشمل الساعات غير المرصودة.
flows-people-bounds = شوهد بين { $low } و{ $high } شخصًا مختلفًا يتقدمون في هذه الفترة؛ ولا يوجد رقم أفضل، ولا يشمل الساعات غير المرصودة.
flows-picture = نقاط { $route } بالترتيب
flows-picture-note = مرات المرور باتجاه الطريق في آخر أسبوع رُصد كل يوم؛ وحلقة حيث الرقم محجوب أو غير معروف.
flows-weeks = مرات المرور أسبوعيًا في { $point }
flows-open = الأسابيع، من أين إلى أين
flows-week = أسبوع يبدأ في
flows-seen = المشاهَد
flows-onward = باتجاه الطريق
flows-back = عكس الاتجاه
flows-days = أيام الرصد
flows-hours = ساعات الرصد
flows-scaled = موسَّع إلى ساعات الفتح
flows-factor = المعامل
flows-not-scaled = دون توسيع
flows-not-told = لم يُذكر
flows-origin = المغادرة من
flows-destination = الوجهة
flows-method = المنهجية والحدود
flows-method-scaling = لا يُستبدل ما شوهد أبدًا. وبجانبه ما كان سيكون لو كانت ساعات الفتح غير المرصودة كالمرصودة؛ والمعامل يبيّن كم لم يُشاهَد. الأيام بلا رصد ناقصة وليست صفرًا.
flows-method-people = لا تُجمع مرات المرور على الطريق الواحد: فالشخص يمر بعدة نقاط. تُسأل المجموعات عن آخر مكان عبور؛ ومن يذكر نقطة سابقة فقد عُدّ من قبل.
flows-method-hidden = تُحجب الأرقام الأقل من عشرة وما يمكن حسابها منه.
flows-file = أسابيع جميع النقاط مع وسوم HXL
events-title = حالات الطوارئ
events-what = أحداث نزوح كما تبلغ عنها الفرق الميدانية وينشرها المحللون. الحدث إنذار لا عدّ لجميع النازحين؛ والأحداث تتداخل ولا تُجمع أبدًا.
events-empty = لم يُنشر أي حدث.
events-map = أحداث النزوح على خريطة
events-map-note = كلما كبرت العلامة زاد عدد الأشخاص. العلامات ضمن نحو عشرة كيلومترات من المكان، عن قصد.
events-no-map = لا توجد خريطة للمناطق بعد.
events-list = الأحداث
events-cause = السبب
events-from = غادروا
events-to = بلغوا
events-people = الأشخاص
events-range = المدى
events-between = { $low } إلى { $high }
events-file = الأحداث كنقاط قرب أماكنها، للخرائط

## Crossings of the border
nav-border = الحدود
border-title = عبور الحدود
border-what = عمليات العبور كما تحصيها المنافذ ويعتمدها المقر، حسب اليوم. العبور واقعة: من يعبر مرتين يُحسب مرتين. تُحجب الأعداد الصغيرة.
border-empty = لم يُعتمد أي يوم بعد.
border-days = الأيام المعتمدة
border-post = المنفذ
border-entries = الدخول
border-exits = الخروج
border-refusals = الرفض
