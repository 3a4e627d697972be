"""The signs of modern slavery by the place where somebody notices them (facts.md A2.3 to A2.5).

Written for the public like those by kind: short, and what to do ends every page. ``to_do`` is what
is different about this place; what is the same everywhere stands in the template.
"""

from dataclasses import dataclass

from elearn.web.languages import N_


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is when they notice."""

    slug: str
    name: str
    summary: str
    see: tuple[str, ...]
    to_do: str


PLACES = (
    Place(
        "health",
        N_("At the doctor's or in hospital"),
        N_("A person comes for help with their body, and somebody else does the talking."),
        (
            N_("Somebody stays with them all the time and answers for them."),
            N_("They do not know the address where they live."),
            N_("They have old wounds that nobody has treated, or the same hurt again and again."),
            N_("They have burns or cuts from work and will not say how it happened."),
            N_("A pregnant woman comes late, and has seen no midwife before."),
            N_("They have no papers, or are not sure of their own date of birth."),
            N_("They leave before they are seen."),
        ),
        N_("Tell a nurse, a doctor or the desk, quietly and away from the person who came too."),
    ),
    Place(
        "housing",
        N_("In flats and houses"),
        N_("A home near you is used to keep people, or was taken from the person who lives there."),
        (
            N_("Many people live in one small place, with beds in the kitchen or the hall."),
            N_("The windows are always covered, or doors lock from the outside."),
            N_("A van fetches people early and brings them back late."),
            N_("Strangers come and go day and night at the home of somebody who lives alone."),
            N_("That person is not seen any more, or will not open the door."),
            N_("There is a strong smell, a hum and heat, and one person who never goes out."),
            N_("The rent is paid by one person, in cash, for all of them."),
        ),
        N_("Do not knock and do not ask. Note the address, the times and the number of the van."),
    ),
    Place(
        "work",
        N_("At work, on sites and on farms"),
        N_("People work hard beside you or for you, and somebody else has the money."),
        (
            N_("They have no gloves, masks or boots, and have hurt skin or hands."),
            N_("They are brought and fetched together, and live where they work."),
            N_("They have no payslip, or one bank account takes the pay of many."),
            N_("They pay back a debt for the journey, the room or the tools."),
            N_("One person speaks for all of them and keeps their papers."),
            N_("They look at somebody else before they answer."),
            N_("They work all days, and are tired, hungry or ill."),
        ),
        N_("Do not ask the boss about it. Do you work there too? The helpline will talk to you."),
    ),
    Place(
        "care",
        N_("In care homes and care visits"),
        N_("Somebody who looks after you or your family may not be free to leave their job."),
        (
            N_("They paid a lot of money to get the job, and still owe it."),
            N_("They work many hours without pay, or have hardly any time off."),
            N_("They share a bed or a room with others who work at other times."),
            N_("They are told that they will lose their visa if they complain."),
            N_("They are very tired, or fall asleep at work."),
            N_("They are afraid when the manager or an inspector comes."),
        ),
        N_("Do not ask the manager about it. The helpline can tell you what to do next."),
    ),
    Place(
        "online",
        N_("Online and on the phone"),
        N_("Many people are found, tricked and sold online, in chats and in adverts."),
        (
            N_("A job is offered with good pay, a room and a flight, and no questions."),
            N_("A stranger is kind to a young person, sends gifts and asks for pictures."),
            N_("Somebody says that they will show pictures if a person does not do as told."),
            N_("A young person is asked to move money through their bank account."),
            N_("Many adverts for sex have the same number or the same words."),
            N_("Somebody else reads and answers a person's messages."),
        ),
        N_("Do not write to the account you suspect. Note its name, the site and the day."),
    ),
    Place(
        "school",
        N_("At school, college or a club"),
        N_("Grown-ups and gangs use children to carry drugs, to steal, to work or for sex."),
        (
            N_("A child misses lessons, goes missing, or is found far from home."),
            N_("They have new clothes, money or a second phone, and nobody knows from where."),
            N_("They have an older boyfriend or older friends who fetch them by car."),
            N_("They talk of money that they owe, or are hurt and say nothing."),
            N_("They sleep in class, or look after a home and other children."),
            N_("They live with an uncle or aunt whom nobody knows, and their story sounds learnt."),
        ),
        N_("A child is never to blame for this. Tell the teacher who looks after safety today."),
    ),
    Place(
        "street",
        N_("In the street, on trains and on buses"),
        N_("People are sent out to beg, to steal or to carry drugs, and are fetched again."),
        (
            N_("The same people are dropped at the same place each day."),
            N_("They give the money to somebody who waits near by."),
            N_("A child begs or sells in school time."),
            N_("A child travels far alone, late, with little luggage and two phones."),
            N_("Somebody who sleeps rough is fetched by van for a day's work."),
            N_("They seem afraid of a person who watches them."),
        ),
        N_("On a train or in a station, tell the staff. If somebody is in danger now, call 999."),
    ),
    Place(
        "shops",
        N_("Car washes, nail bars and takeaways"),
        N_("A price that is far too low can mean that somebody is not paid at all."),
        (
            N_("Workers have no gloves or boots, and stand in water or strong smells all day."),
            N_("Young workers do not speak, and one person takes all the money, in cash."),
            N_("They sleep above the shop, in the back or in a shed."),
            N_("They are moved from one shop to another, and do not know the town."),
            N_("They leave by the back when somebody official comes."),
        ),
        N_("Pay and leave as always. Talk to the helpline when you are away from there."),
    ),
    Place(
        "hotels",
        N_("In hotels, taxis and homes let for a few days"),
        N_("Rooms and cars are used to sell people, a few days here and a few days there."),
        (
            N_("Somebody pays in cash for many nights and has almost no luggage."),
            N_("Many visitors come to one room, one after the other, at all hours."),
            N_("Nobody is let in to clean."),
            N_("A child comes with an older person who is not family."),
            N_("A person is driven to many addresses and waited for."),
            N_("They have no papers or phone, and somebody speaks for them."),
        ),
        N_("Do not stop anybody at the door. Note the room or the car, the day and the time."),
    ),
    Place(
        "community",
        N_("In a church, a mosque, a food bank or a club"),
        N_("People who may go nowhere else are sometimes let out to pray or to fetch food."),
        (
            N_("They never come alone, or a driver waits outside."),
            N_("They live with the people they work for."),
            N_("They ask for food, never for money, and have no phone."),
            N_("They use a name that is not theirs."),
            N_("They sleep in a shop or at the place where they work."),
            N_("They stop coming, and nobody says why."),
        ),
        N_(
            "Be friendly and ask nothing in front of others. Tell whoever looks after safety there."
        ),
    ),
)


def place_of(slug: str) -> Place | None:
    """The place of that slug.

    >>> place_of("online").name
    'Online and on the phone'
    """
    return next((place for place in PLACES if place.slug == slug), None)
