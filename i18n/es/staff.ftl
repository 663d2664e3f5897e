# El espacio de trabajo del personal. Cada clave existe en cada idioma con las mismas variables; una prueba lo comprueba.

## Marco
skip = Ir al contenido
nav-main = Principal
nav-rounds = Rondas
nav-registers = Registros
nav-import = Importar
nav-indicators = Indicadores
nav-users = Usuarios
language = Idioma
loading = Cargando…
try-again = Reintentar
cancel = Cancelar
save = Guardar
saved = Guardado.
create = Crear
edit = Editar
all = Todos
yes = Sí
no = No
required = obligatorio
state = Estado
value = Valor
place = Lugar
reason = Motivo
reason-optional = Motivo (opcional)
reason-missing = Indique un motivo: otras personas lo leerán después.
step-title = { $step }: { $round }
lost-title = Esta página no existe
lost-back = Ir a las rondas

## Acceso
sign-in-title = Acceso
sign-in-intro = Para quienes recogen, verifican y aprueban las cifras.
sign-in = Entrar
sign-out = Salir
user = Nombre de usuario
password = Contraseña
code = Código de seis cifras
code-hint = Abra su aplicación de autenticación y escriba el código que muestra.

## Rechazos
refusal-unknown = Algo salió mal. No se cambió nada.
refusal-unreachable = No se puede contactar con el servidor. Revise la conexión y reintente.
refusal-wrong_credentials = El usuario, la contraseña o el código no son correctos.
refusal-locked = Demasiados intentos. Espere unos minutos y reintente.
refusal-forbidden = Su función no lo permite.
refusal-not_found = No existe o no puede verlo.
refusal-open_findings = La ronda no puede aprobarse mientras haya errores abiertos. Corríjalos o acéptelos antes.
refusal-version_conflict = Alguien lo cambió mientras tanto. Vuelva a cargar la página y repita el cambio.

## Rondas
rounds-title = Rondas
rounds-intro = Cada ronda se recoge, se verifica y se aprueba antes de publicar sus cifras.
rounds-none = Todavía no hay rondas planificadas.
round-number = Ronda { $number }
period = Del { $starts } al { $ends }
individuals = Personas
households = Hogares
assessments = Evaluaciones
totals = Totales
open-findings = Hallazgos abiertos
open-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errores
}
round-state-planned = Planificada
round-state-collecting = En recolección
round-state-checking = En verificación
round-state-approved = Aprobada
round-state-reopened = Reabierta
step-start = Iniciar la recolección
step-submit = Enviar a verificación
step-approve = Aprobar
step-reopen = Reabrir
step-accept = Aceptar
step-fix = Corregido
round-moved = La ronda está ahora: { $state }.
approve-blocked = { $count ->
    [one] Queda un error abierto. Corríjalo o acéptelo con un motivo; después podrá aprobarse la ronda.
   *[other] Quedan { $count } errores abiertos. Corríjalos o acéptelos con un motivo; después podrá aprobarse la ronda.
}
approve-means = Las cifras de esta ronda se harán públicas.
no-step-for-you = El siguiente paso ({ $steps }) corresponde a otra función.
check-again = Ejecutar las verificaciones
checking-now = Verificando…
checked = Las verificaciones han terminado.

## Hallazgos
findings = Hallazgos
findings-count = { $count ->
    [one] { $count } hallazgo
   *[other] { $count } hallazgos
}
findings-none = Ningún hallazgo coincide con estos filtros.
tally = { $open } abiertos · { $accepted } aceptados · { $fixed } corregidos
severity = Gravedad
severity-refusal = Rechazado
severity-error = Error
severity-warning = Advertencia
severity-info = Nota
finding-state-open = Abierto
finding-state-accepted = Aceptado
finding-state-fixed = Corregido
check = Verificación
check-required = Valor obligatorio
check-pcode_unknown = Código P desconocido
check-pcode_parent = Código P de otra área superior
check-pcode_length = Longitud del código P
check-name_mismatch = Nombre y código P distintos
check-point_off_earth = Punto fuera del globo
check-point_zero = Punto en cero
check-point_swapped = Latitud y longitud intercambiadas
check-point_sign = Signo de la coordenada
check-point_outside = Punto fuera de su zona
check-duplicate_place = Lugar repetido en la ronda
check-near_duplicate = Lugares cercanos con el mismo nombre
check-duplicate_submission = Envío repetido
check-block_sum = Las partes no suman el total
check-sex_sum = Mujeres y hombres no suman el total
check-household_size = Tamaño de los hogares
check-constant_factor = Un solo factor en todas partes
check-change = Gran variación
check-new_place = Lugar nuevo
check-vanished_place = Lugar desaparecido
check-negative = Cifra negativa
check-above_population = Más que la población
check-closed_populated = Cerrado pero habitado
check-date_outside_round = Fecha fuera de la ronda
check-before_crisis = Desplazados antes de la crisis
check-outlier = Valor atípico
check-digit_heaping = Cifras redondeadas
check-one_informant = Un solo informante
check-unit_slip = Hogares tomados por personas
check-levels_differ = Niveles discordantes
check-arrivals_differ = Cambio y llegadas
check-many_interviews = Demasiados lugares en un día
check-alike_answers = Las mismas respuestas
check-short_interview = Entrevista demasiado corta
check-far_from_place = Lejos del lugar
check-uncoded_reason = Motivo fuera de lista
keys-hint = Con la lista activa: J siguiente, K anterior, A aceptar.
accept = Aceptar
accept-title = Aceptar este hallazgo
accept-means = La cifra queda como está. Su motivo se conserva.
finding-accepted = Aceptado.
open-again = Reabrir
reopen-title = Reabrir este hallazgo
finding-reopened = Reabierto.
fix = Corregir
fix-title = Corregir la ficha { $place }
save-and-check = Guardar y verificar
fixed-and-checked = Guardado, y la ronda verificada de nuevo.
see-record = Ficha
show-more = Mostrar más (quedan { $left })

## Comparación
compare = Comparación con otra ronda
compare-with = Comparar con
choose-round = Elegir una ronda
before = Antes
after = Después
change = Variación
share = Variación en %
explanation = Explicación
largest-changes = Mayores variaciones
covered-both = Contado en los { $count } lugares que cubren ambas rondas.
fates = Qué fue de los lugares
fate = Evolución
places = Lugares
fate-new = Nuevo
fate-emptied = Vacío
fate-not-reached = No alcanzado
fate-closed = Cerrado
fate-missing = Falta en la ronda
fate-moved = Pasó a otra área
fate-changed = Modificado
fate-same = Sin cambios

## Registros y fichas
registers-title = Registros
registers-intro = Todo lo que guarda el sistema, una lista por tipo.
registers-none = No hay registros que pueda ver.
module-displacement = Desplazamiento
module-house = Administración
class-open = Abierto
class-internal = Interno
class-restricted = Restringido
class-confidential = Confidencial
search = Buscar
record = Ficha
new-record = Nueva ficha
records-count = { $count ->
    [one] { $count } ficha
   *[other] { $count } fichas
}
records-more = Más de { $count } fichas
records-none = Ninguna ficha coincide.
record-empty = Esta ficha no tiene contenido visible para usted.
changed = Modificado
changed-at = Último cambio: { $at }
pages = Páginas
previous = Anterior
next = Siguiente
export = Exportar
content = Contenido
as-of = Tal como estaba el
as-of-note = Está viendo el pasado. Borre la fecha para volver al presente y editar.
history = Historial
kind-create = Creada
kind-patch = Modificada
kind-transition = Cambio de estado
kind-settle = Conflicto resuelto
kind-import = Importada
kind-erase = Borrada
fields-set = { $count ->
    [one] { $count } campo
   *[other] { $count } campos
}
conflict = Conflicto
conflicts = Conflictos por resolver
conflicts-intro = Dos personas cambiaron el mismo campo por separado. Elija qué valor queda.
take-this = Mantener este valor
settle-title = Resolver el conflicto
conflict-settled = El conflicto está resuelto.

## Importación
import-title = Importar un archivo
import-intro = Primero una prueba que no cambia nada; después la importación.
import-hint = Deje vacío lo que el archivo ya dice. País: tres letras, por ejemplo SDN.
file = Archivo
file-missing = Elija primero un archivo.
operation = Operación
round = Ronda
date = Fecha
country = País
try-import = Probar
keep-import = Importar
import-done = Importado.
import-tried = Resultado de la prueba
import-kept = Importado
rows = Filas
rows-created = Creadas
rows-changed = Modificadas
rows-unchanged = Sin cambios
understanding = Cómo se entendió el archivo
faults = Fallos
faults-count = { $count ->
    [one] { $count } fallo
   *[other] { $count } fallos
}
sheet = Hoja
row = Fila
column = Columna

## Indicadores
indicators-title = Indicadores
indicators-intro = Cifras calculadas a partir de los registros, por lugar.
indicator = Indicador
level = Nivel
level-name = { $level ->
    [0] País
   *[other] Admin { $level }
}
by = Desglosado por
by-nothing = Sin desglose
everywhere = Todos los lugares
observations-none = No hay cifras para esta selección.
suppressed = oculto
records = Fichas

## Usuarios
users-title = Usuarios
users-intro = Quién puede entrar y qué puede hacer.
full-name = Nombre
grants = Funciones
role = Función
unit = Unidad
second-step = Código al entrar
disabled = Desactivado
disable = Desactivar
disable-title = Desactivar { $user }
disable-means = Ya no podrá entrar. Lo que hizo queda en el historial.
user-disabled = Desactivado.
user-created = Usuario creado.
new-user = Nuevo usuario
role-enumerator = Encuestador
role-analyst = Analista
role-data_manager = Gestor de datos
role-coordinator = Coordinador
role-administrator = Administrador
field-individuals = Personas
field-households = Hogares
field-population = Población
field-presence = Presencia
field-area_code = Código P
field-area_name = Lugar
field-latitude = Latitud
field-longitude = Longitud
field-females = Mujeres y niñas
field-males = Hombres y niños
## Coverage and confidence
coverage = Cobertura
coverage-note = Un lugar sin nadie, uno no alcanzado y uno cerrado son tres cosas distintas: cada una se cuenta aparte.
coverage-by-area = Lugares por zona
remote-round = Ronda a distancia: se preguntó a los informantes a distancia. Cada producto lo dice.
places-expected = Esperados
places-covered = Con personas
places-nobody = Sin nadie
places-not-reached = No alcanzados
places-closed = Cerrados
places-without-word = Sin cifra
places-waiting = Por llegar
places-known = Conocidos
plan-areas = Planificar zonas y equipos
area = Zona
team = Equipo
days = Días
outside-plan = Fuera del plan
waiting-for = { $count ->
    [one] un lugar aún no ha informado
   *[other] { $count } lugares aún no han informado
}
reliability = Confianza en las cifras de los informantes
confidence = Confianza
share-of-people = Parte de las personas
reliability-high = Alta
reliability-medium = Media
reliability-low = Baja
reliability-unknown = Sin registrar
round-locked = Esta ronda está aprobada: sus registros quedan cerrados hasta que se reabra con un motivo.
round-report = Informe para imprimir
covered-each = La ronda anterior cubre { $before } lugares, la posterior { $after }.
change-by-area = Cambio por zona, con la cobertura
places-before = Lugares antes
places-after = Lugares después
only-before = Personas en lugares solo de la ronda anterior
only-after = Personas en lugares solo de la ronda posterior

