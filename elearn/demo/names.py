"""Names for invented people, of as many origins as a real workforce has, and their addresses."""

import unicodedata
from random import Random

from elearn.domain.identity import canonical_email

_FIRST = """
    Aaliyah Abena Adaeze Aidan Aisling Alasdair Alina Amara Anca Andrzej Aneta Anil Anneliese
    Anthea Arjun Ayesha Beatriz Benedict Bethany Blessing Bogdan Bronwen Bryony Caitlin Callum
    Camille Carlos Catrin Cecily Chidi Chiara Clement Dafydd Dagmara Deepa Delphine Dorota
    Duncan Ebony Eilidh Elif Eleri Emeka Esra Ewan Faisal Farida Femi Fiona Frances Gareth Gemma
    Giulia Grace Gulsen Hamza Hannah Harriet Hassan Helena Hyun-woo Imogen Ines Iqra Iris Isla
    Iwona Jagoda Jamal Jasmine Javier Jean-Luc Joanna Jodie Kamil Kasia Kavita Keiran Kemi
    Khadija Kirsty Lakshmi Laszlo Leila Lorna Lucía Łukasz Lydia Magdalena Malik Marek Mariam
    Marta Maxine Meera Mehmet Miriam Mohsin Morag Nadia Naveed Ngozi Niamh Noor Odalys Oksana
    Olumide Orla Owain Padraig Pavel Petra Philippa Preeti Quỳnh Rachael Radu Raúl Rhiannon
    Rohan Roisin Rosalind Ruta Saba Samina Sanjay Saoirse Seren Shabnam Sian Siobhán Simone
    Sorcha Stefan Sunita Svetlana Tamsin Tanvir Tendai Thandiwe Tobias Tunde Ursula Uzma Vanessa
    Vasile Verity Vikram Wanjiru Wiktoria Winifred Xanthe Yasmin Yetunde Yusuf Zahra Zainab Zoë
    Zuzanna"""
_LAST = """
    Abbasi Achterberg Adebayo Adeyemi Ainsworth Akintola Albescu Allardyce Anand Ashdown Athwal
    Atkin Aydin Babatunde Bagshaw Balogun Banerjee Barraclough Beddoes Bhandari Birtwhistle
    Blackledge Boateng Bondarenko Bracegirdle Brathwaite Brzezicki Buchholz Calloway Castellano
    Chakrabarti Chaudhry Chikwanha Chivers Clutterbuck Coghlan Corrigan Cottrell Cowdrey
    Cracknell Crosthwaite Czarnecki D'Alessio D'Souza Dandridge Darbyshire Delacroix Demir
    Deverell Dhillon Dlamini Donnachie Drinkwater Dubois-Hale Dumitrescu Duxbury Eastwick Ebanks
    Eccleston Egwuatu Elphick Entwistle Erdogmus Evangelou Eze Fairhurst Farrugia Fernández
    Finnerty Fitzwilliam Fothergill Gallacher Ganapathy Garside Ghebremeskel Gilchrist
    Gorman-Wells Greenhalgh Grzelak Gunasekara Haddad Halliwell Hardcastle Hathersage
    Hebblethwaite Heslop Holroyd Horvat Huddlestone Ibekwe Ilves Inchbald Iqbal-Shah Isherwood
    Jagger-Moss Jaworski Jayasuriya Jelinek Kaczmarek Kalinowska Karunaratne Kavanagh Kerrigan
    Khalil Killigrew Kimathi Kowalczyk Kristjánsson Lamptey Langridge Larbalestier Leadbetter
    Lindqvist Lisowski Llewellyn-Rees Loughlin Lovelock Macalister Mahlangu Makepeace Malhotra
    Mensah-Cole McAllister McGonigle Mehrabi Metcalfe Mihăilescu Molyneux Mukherjee Müller
    Mutasa Nambiar Ncube Nettleship Nguyễn Nightingale-Roe Nkemelu O'Brádaigh O'Callaghan O'Dowd
    O'Halloran O'Shaughnessy Oakeshott Odhiambo Ogunleye Okereke Olszewski Onyango Ormerod
    Osei-Bonsu Ostrowski Oyelaran Özdemir Paranjape Pettigrew Phiri Pocklington Popescu
    Pritchett Quarshie Quigley Radcliffe-Dunn Rahimi Ramanathan Ravenscroft Rayner-Holt Ribeiro
    Rigby-Noor Rosewarne Rutherglen Rzeszowski Sackville Sandhu Satterthwaite Scattergood
    Schofield-Amin Sepúlveda Shuttleworth Siddique Sithole Skelhorn Sobczak Stanworth
    Strickland-Bay Summerscale Szymański Tattersall Tefera Thistlethwaite Thorneycroft
    Tregarthen Trelawney-Osei Tshabalala Tunstall Twelvetrees Uddin Ullathorne Unsworth Uwimana
    Vaidya Vandersteen Varga Venkatesan Vickerstaff Wadsworth-Lee Warrington-Ali Weatherby
    Whitcombe Widdowson Wojnarowski Wolstenholme Worthington Wrigglesworth Yardley-Khan Yeboah
    Yıldız Zafar Zawadzki Zielińska"""
FIRST, LAST = tuple(_FIRST.split()), tuple(_LAST.split())
_NOT_DECOMPOSED = str.maketrans("łŁøØđĐıß", "lLoOdDis")


def somebodys_name(rng: Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


class Addresses:
    """Work addresses, each given once: a namesake gets a number, as everywhere."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def take(self, address: str) -> str:
        """Keep an address for the person it is meant for."""
        self._given.add(address)
        return address

    def new(self, name: str, domain: str) -> str:
        """The address of somebody of that name, not given before.

        >>> addresses = Addresses()
        >>> addresses.new("Łukasz O'Brádaigh", "council.example")
        'lukasz.obradaigh@council.example'
        >>> addresses.new("Lukasz Obradaigh", "council.example")
        'lukasz.obradaigh2@council.example'
        """
        plain = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED))
        letters = plain.encode("ascii", "ignore").decode().replace("'", "").lower()
        local = letters.replace(" ", ".")
        address, number = f"{local}@{domain}", 1
        while address in self._given:
            number += 1
            address = f"{local}{number}@{domain}"
        return self.take(canonical_email(address))
