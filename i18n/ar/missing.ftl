# Missing migrants: the inbox and its decisions. A key stands in every language with the same variables; a test holds that.

## The inbox of missing migrants
nav-missing = المهاجرون المفقودون
missing-title = المهاجرون المفقودون
missing-intro = يُقارن ما يُبلَّغ عنه بما هو معروف، ويتحقق منه شخص ثانٍ، ثم يُنشر.
missing-public = الصفحة العامة
missing-show = عرض
missing-reports = البلاغات
missing-incidents = الحوادث
missing-none = لا شيء في هذه الحالة.
more = المزيد
open-record = السجل وتاريخه

## People
dead = الوفيات
missing = المفقودون، الحد الأدنى
survivors = الناجون

## A report and what is done with it
report = بلاغ
report-new = بلاغ جديد
report-tells = ما يقوله البلاغ
report-taken = أصبح البلاغ مرشحًا، ويتحقق منه شخص آخر.
report-linked = رُبط البلاغ بالحادث.
report-reject = رفض البلاغ
reject = رفض
known-like = حوادث معروفة قد تكون الحدث نفسه
known-like-intro = يُعرض كل منها مع ما يتفق وما يختلف. القرار لك، والترتيب للمساعدة فقط.
known-none = لا يوجد حادث معروف قريب في الزمان والمكان.
likeness = التشابه، من 0 إلى 100
same-event = إنه الحدث نفسه
link-to = ربط البلاغ بالحادث { $incident }
link-report = ربط
take-as-new = اعتماد البلاغ حادثًا جديدًا
take-report = اعتماد كمرشح
no-duplicate = لماذا ليس أيًا من الحوادث أعلاه
no-duplicate-missing = اذكر لماذا ليس أيًا من الحوادث أعلاه: سيقرأه آخرون لاحقًا.
figures-better = أرقام يعرفها البلاغ بشكل أدق

## An incident
incident = حادث
