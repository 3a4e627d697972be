"""The signs of modern slavery in plain words, by kind (facts.md A2.1 to A2.4).

Written for the public, reading age 9: what a person it happens to might say, what others may
notice, and where. One sign proves nothing; the pages say so.
"""

from dataclasses import dataclass


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
        "Forced to work",
        "Someone makes people work for little or no pay, and they cannot leave.",
        (
            "You work long hours for little or no pay.",
            "Someone else has your passport or your bank card.",
            "Your pay goes into a bank account that is not yours.",
            "You were told that you owe money for your journey, your room or your job.",
            "You are afraid of what your boss will do if you leave.",
            "You are told that the police will arrest you or send you away.",
        ),
        (
            "Workers look tired, hungry or hurt, and wear the same clothes each day.",
            "They have no gloves, masks or boots for the work they do.",
            "They are brought and fetched by van, early and late.",
            "They live where they work, or many live in one small place.",
            "One person speaks for all of them and handles the money.",
            "They seem afraid, or do not know where they are.",
        ),
        (
            "hand car washes and nail bars",
            "farms, food packing and fishing",
            "building sites and recycling yards",
            "care homes and care visits",
            "restaurants, takeaways and hotels",
            "warehouses and cleaning",
        ),
    ),
    Kind(
        "sexual",
        "Sexual exploitation",
        "Someone makes people do sexual things for money, gifts or a place to stay.",
        (
            "Someone makes you have sex, or be filmed, when you do not want to.",
            "Someone else keeps the money or the phone that people call.",
            "You are moved from place to place and do not choose where.",
            "You were promised love or a good job and it was a lie.",
            "Someone says that they will show pictures of you or hurt your family.",
        ),
        (
            "Many visitors to one flat or house, at all hours.",
            "People there have few things of their own and do not go out alone.",
            "One person drives them, holds the phone and takes the money.",
            "A young person has an older boyfriend, new gifts and a second phone.",
            "A young person goes missing and will not say where they were.",
            "Signs that somebody was hit or hurt.",
        ),
        (
            "flats and houses let for a few days",
            "hotels and massage parlours",
            "adverts and chats online",
            "parties, cars and takeaways where young people meet older ones",
        ),
    ),
    Kind(
        "criminal",
        "Forced to break the law",
        "Someone makes people carry drugs, steal, beg or look after a cannabis house.",
        (
            "You carry or sell drugs because someone makes you.",
            "You owe them money and it never gets less.",
            "They took over your home and will not leave.",
            "You are locked in a house to look after plants.",
            "You have to steal or beg and give the money away.",
            "They say that you will go to prison if you tell.",
        ),
        (
            "A child has new clothes, money or more than one phone, and nobody knows from where.",
            "A child goes missing, or is found in a town far from home.",
            "Strangers come and go at the home of someone who lives alone, day and night.",
            "That person is not seen any more, or seems afraid to open the door.",
            "A house with covered windows, a strong smell, and one person who never leaves.",
            "People are dropped off to beg or steal, and are fetched again.",
        ),
        (
            "trains, buses and hire cars between towns",
            "the homes of people who are ill, lonely or use drugs",
            "rented houses used to grow cannabis",
            "shops, cash machines and busy streets",
        ),
    ),
    Kind(
        "domestic-servitude",
        "Kept to work in a home",
        "Someone has to clean, cook or mind children in a private home, and is not free.",
        (
            "You work in a home all day and have no time off.",
            "You get little or no pay.",
            "You cannot go out alone, or you have no key.",
            "You have no room or bed of your own, or too little to eat.",
            "The family keeps your passport and your phone.",
            "They shout at you, hit you, or say that you will be sent away.",
        ),
        (
            "Someone who lives with a family but is not treated as one of them.",
            "They are always at work and rarely leave the house alone.",
            "Others in the home speak for them.",
            "They look tired, thin or hurt.",
            "They have no phone, no money and no friends.",
            "They work in more than one home for the same family.",
        ),
        (
            "private houses, large and small",
            "homes with a nanny, a cleaner or a helper who lives in",
            "homes where a relative has come from far away to help",
        ),
    ),
)


def kind_of(slug: str) -> Kind | None:
    """The kind of that slug.

    >>> kind_of("labour").name
    'Forced to work'
    """
    return next((kind for kind in KINDS if kind.slug == slug), None)
