"""What the demonstration panel reads, argues, finds and asks for: invented, in Spanish."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A piece of evidence."""

    title: str
    author: str
    origin: str
    dated_on: date
    link: str
    interest: str
    summary: str


@dataclass(frozen=True)
class ObjectionText:
    """An objection to a list, and the reason of its decision."""

    text: str
    reason: str


@dataclass(frozen=True)
class FileText:
    """A file with its evidence, and arguments as (side, text, evidence number or None)."""

    title: str
    policy: str
    asked_by: str
    question: str
    evidence: tuple[Source, ...]
    arguments: tuple[tuple[str, str, int | None], ...]


NIGHT_BUSES = FileText(
    title="Autobuses nocturnos",
    policy="La red de autobuses nocturnos que la ciudad cambió en enero de 2025.",
    asked_by="Propuesta ciudadana más apoyada del trimestre",
    question="¿Llegan los autobuses nocturnos a quienes los necesitan, y a un coste razonable?",
    evidence=(
        Source(
            "Viajes por línea y hora, 2024 y 2025",
            "Departamento de Movilidad",
            "department",
            date(2026, 3, 12),
            "https://datos.example.org/buses-nocturnos",
            "Presta el servicio que se evalúa.",
            "Los viajes subieron un 18 % en el centro y bajaron un 7 % en los cuatro distritos "
            "del sur. La espera media pasó de 35 a 28 minutos.",
        ),
        Source(
            "Quién trabaja de noche y cómo vuelve a casa",
            "Instituto de Estudios Urbanos",
            "expert",
            date(2025, 11, 4),
            "https://estudios.example.org/trabajo-nocturno",
            "Recibió una subvención municipal en 2023.",
            "Encuesta a 1.240 personas: limpieza, sanidad y hostelería suman seis de cada diez "
            "viajes entre las dos y las cinco. Una de cada cuatro camina más de veinte minutos.",
        ),
        Source(
            "Carta de la asociación vecinal de Villaverde",
            "Asociación vecinal de Villaverde",
            "citizen",
            date(2026, 2, 20),
            "https://vecinos.example.org/carta",
            "Pide que vuelva la línea N14.",
            "La línea N14 se suprimió sin aviso. Reunieron 2.300 firmas y cuentan doce casos.",
        ),
    ),
    arguments=(
        ("for", "La espera ha bajado de verdad: siete minutos menos cada noche se notan.", 1),
        ("for", "Mi hija sale del hospital a las tres y ahora tiene autobús directo.", None),
        ("for", "Más viajes con el mismo presupuesto: el dinero se usa mejor que antes.", 1),
        ("against", "En el sur hay menos viajes: quien más lo necesita ha perdido líneas.", 1),
        ("against", "Una de cada cuatro personas camina veinte minutos de noche. No es seguro.", 2),
        ("against", "Quitaron la N14 sin preguntar a nadie ni explicarlo después.", 3),
    ),
)

FINDINGS = (
    ("La espera media bajó de 35 a 28 minutos con el mismo presupuesto.", 1),
    ("En los cuatro distritos del sur los viajes bajaron un 7 %.", 1),
    ("Una de cada cuatro personas que trabajan de noche camina más de veinte minutos.", 2),
)
RECOMMENDATIONS = (
    ("Recuperar la línea N14, o una equivalente, antes del verano.", "Departamento de Movilidad"),
    ("Publicar cada trimestre los viajes nocturnos por distrito y hora.", "Departamento de Datos"),
    ("Preguntar a quienes trabajan de noche antes de suprimir una línea.", "Pleno municipal"),
    ("Hacer gratuito el autobús nocturno para todo el mundo.", "Departamento de Hacienda"),
)
PROCESS = (
    "El panel leyó tres fuentes, escuchó al Departamento de Movilidad y a la asociación vecinal, y "
    "deliberó en dos sesiones. Cada persona valoró los criterios antes de votar. Las "
    "constataciones y recomendaciones se votaron una a una, en secreto."
)
NOT_ESTABLISHED = (
    "El departamento no pudo decir cuánto costaría recuperar la línea N14, ni cuántas personas "
    "dejaron de salir de noche por falta de transporte."
)

SCHOOL_STREETS = FileText(
    title="Calles escolares",
    policy="El cierre al tráfico de las calles de 24 colegios a la hora de entrar y salir.",
    asked_by="Pleno municipal",
    question="¿Son más seguras las calles escolares, y qué ha pasado en las calles de al lado?",
    evidence=(
        Source(
            "Siniestros cerca de los colegios, 2022 a 2026",
            "Policía Municipal",
            "department",
            date(2026, 6, 30),
            "https://datos.example.org/calles-escolares",
            "Vigila los cierres.",
            "De 41 siniestros al año se pasó a 23 en las calles cerradas; en las de al lado, de "
            "38 a 40.",
        ),
        Source(
            "Encuesta a familias y comercios",
            "Federación de familias y Cámara de comercio",
            "citizen",
            date(2026, 5, 18),
            "https://encuesta.example.org/calles-escolares",
            "Las familias la apoyan; los comercios están divididos.",
            "Ocho de cada diez familias quieren mantenerla. La mitad de los comercios dice que "
            "vende menos por la mañana.",
        ),
    ),
    arguments=(
        ("for", "Los siniestros en la puerta del colegio casi se han reducido a la mitad.", 1),
        ("for", "Los niños llegan andando y hablando. Antes llegábamos con miedo.", None),
        ("against", "El reparto de mi tienda llega tarde todos los días.", 2),
    ),
)

# What a clerk writes into the letters.
LETTERS = {
    "sender": "Plaza de la Villa 1 · 28005 Villa Ejemplo",
    "phone": "010",
    "hours": {"es": "de lunes a viernes, de 9 a 14 h", "en": "Monday to Friday, 9:00 to 14:00"},
    "email": "observatorio@demo.example",
    "website": "demo.example/observatorio",
    "help": {
        "es": "Ocho sábados en un año. Cada vez recibe 60 euros y se paga el transporte. "
        "Mientras tanto, alguien cuida de sus hijos.",
        "en": "Eight Saturdays in a year. Each time you get 60 euros, and your travel is paid. "
        "Somebody looks after your children meanwhile.",
    },
    "window": "right",
}

# Who else saw the dice: the minutes name officials and witnesses, and nobody else by name.
PUBLIC = "Unas treinta personas del público"

LATE_OBJECTION = ObjectionText(
    "No recibí carta y quiero estar en la lista.",
    "En la lista están quienes recibieron una carta y respondieron a tiempo. Las cartas se "
    "sortearon con dados, en público, y no se añade a nadie más.",
)
AGE_OBJECTION = ObjectionText(
    "En mi confirmación pone una edad equivocada: tengo más de 60 años.",
    "En la respuesta se marcó 45-59, y en el padrón consta 60-74. Vale lo que dice el padrón.",
)
