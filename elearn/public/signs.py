"""The signs of modern slavery in plain words, by kind (facts.md A2.1 to A2.4).

Written for the public, reading age 9: what a person it happens to might say, what others may
notice, and where. One sign proves nothing; the pages say so.
"""

from dataclasses import dataclass

from elearn.web.languages import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of exploitation. ``to_you`` speaks to the person it happens to."""

    slug: str
    name: str
    summary: str
    to_you: tuple[str, ...]
    others_see: tuple[str, ...]
    where: tuple[str, ...]


KINDS = (
    Kind(
        "labour",
        N_("Forced to work"),
        N_("Someone makes people work for little or no pay, and they cannot leave."),
        (
            N_("You work long hours for little or no pay."),
            N_("Someone else has your passport or your bank card."),
            N_("Your pay goes into a bank account that is not yours."),
            N_("You were told that you owe money for your journey, your room or your job."),
            N_("You are afraid of what your boss will do if you leave."),
            N_("You are told that the police will arrest you or send you away."),
        ),
        (
            N_("Workers look tired, hungry or hurt, and wear the same clothes each day."),
            N_("They have no gloves, masks or boots for the work they do."),
            N_("They are brought and fetched by van, early and late."),
            N_("They live where they work, or many live in one small place."),
            N_("One person speaks for all of them and handles the money."),
            N_("They seem afraid, or do not know where they are."),
        ),
        (
            N_("hand car washes and nail bars"),
            N_("farms, food packing and fishing"),
            N_("building sites and recycling yards"),
            N_("care homes and care visits"),
            N_("restaurants, takeaways and hotels"),
            N_("warehouses and cleaning"),
        ),
    ),
    Kind(
        "sexual",
        N_("Sexual exploitation"),
        N_("Someone makes people do sexual things for money, gifts or a place to stay."),
        (
            N_("Someone makes you have sex, or be filmed, when you do not want to."),
            N_("Someone else keeps the money or the phone that people call."),
            N_("You are moved from place to place and do not choose where."),
            N_("You were promised love or a good job and it was a lie."),
            N_("Someone says that they will show pictures of you or hurt your family."),
        ),
        (
            N_("Many visitors to one flat or house, at all hours."),
            N_("People there have few things of their own and do not go out alone."),
            N_("One person drives them, holds the phone and takes the money."),
            N_("A young person has an older boyfriend, new gifts and a second phone."),
            N_("A young person goes missing and will not say where they were."),
            N_("Signs that somebody was hit or hurt."),
        ),
        (
            N_("flats and houses let for a few days"),
            N_("hotels and massage parlours"),
            N_("adverts and chats online"),
            N_("parties, cars and takeaways where young people meet older ones"),
        ),
    ),
    Kind(
        "criminal",
        N_("Forced to break the law"),
        N_("Someone makes people carry drugs, steal, beg or look after a cannabis house."),
        (
            N_("You carry or sell drugs because someone makes you."),
            N_("You owe them money and it never gets less."),
            N_("They took over your home and will not leave."),
            N_("You are locked in a house to look after plants."),
            N_("You have to steal or beg and give the money away."),
            N_("They say that you will go to prison if you tell."),
        ),
        (
            N_("A child has new clothes, money or two phones, and nobody knows from where."),
            N_("A child goes missing, or is found in a town far from home."),
            N_("Strangers come and go at the home of someone who lives alone, day and night."),
            N_("That person is not seen any more, or seems afraid to open the door."),
            N_("A house with covered windows, a strong smell, and one person who never leaves."),
            N_("People are dropped off to beg or steal, and are fetched again."),
        ),
        (
            N_("trains, buses and hire cars between towns"),
            N_("the homes of people who are ill, lonely or use drugs"),
            N_("rented houses used to grow cannabis"),
            N_("shops, cash machines and busy streets"),
        ),
    ),
    Kind(
        "domestic-servitude",
        N_("Kept to work in a home"),
        N_("Someone has to clean, cook or mind children in a private home, and is not free."),
        (
            N_("You work in a home all day and have no time off."),
            N_("You get little or no pay."),
            N_("You cannot go out alone, or you have no key."),
            N_("You have no room or bed of your own, or too little to eat."),
            N_("The family keeps your passport and your phone."),
            N_("They shout at you, hit you, or say that you will be sent away."),
        ),
        (
            N_("Someone who lives with a family but is not treated as one of them."),
            N_("They are always at work and rarely leave the house alone."),
            N_("Others in the home speak for them."),
            N_("They look tired, thin or hurt."),
            N_("They have no phone, no money and no friends."),
            N_("They work in more than one home for the same family."),
        ),
        (
            N_("private houses, large and small"),
            N_("homes with a nanny, a cleaner or a helper who lives in"),
            N_("homes where a relative has come from far away to help"),
        ),
    ),
)


def kind_of(slug: str) -> Kind | None:
    """The kind of that slug.

    >>> kind_of("labour").name
    'Forced to work'
    """
    return next((kind for kind in KINDS if kind.slug == slug), None)
