"""Which place is meant: what a person finds obvious."""

from functools import cache
from itertools import permutations

import pytest

from precedent.clean.prepare import prepare
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Place, Report
from precedent.resolve.places import resolve
from precedent.spans.names import find
from precedent.spans.phrases import parse


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def places(text: str, **fields: str) -> tuple[Place, ...]:
    doc = prepare(Report(id="t", text=text, **fields))
    phrases = tuple(parse(sentence) for sentence in doc.sentences)
    return resolve(doc, phrases, find(doc, phrases, [()] * len(doc.sentences), gazetteer()), gazetteer())


def place(text: str, name: str, **fields: str) -> Place:
    return next(p for p in places(text, **fields) if p.text == name)


OBVIOUS = [
    ("Georgia and Russia agreed to talks in Tbilisi.", "Georgia", "GEO", "country"),
    ("The storm hit Atlanta and Savannah before it left Georgia.", "Georgia", "USA", "admin1"),
    ("He was arrested in Paris on Monday.", "Paris", "FRA", "settlement"),
    ("The fire began in Paris, Texas, at noon.", "Paris", "USA", "settlement"),
    ("Police in Boston and Cambridge, Massachusetts, searched the homes.", "Cambridge", "USA", "settlement"),
    ("Students in Oxford and Cambridge met in London.", "Cambridge", "GBR", "settlement"),
    ("Rebels shelled Tripoli and Benghazi.", "Tripoli", "LBY", "settlement"),
    ("Clashes broke out in Tripoli, Lebanon, and spread to Beirut.", "Tripoli", "LBN", "settlement"),
    ("Chile's president spoke in Santiago.", "Santiago", "CHL", "settlement"),
    ("Pilgrims walked from León to Santiago de Compostela in Spain.", "Santiago de Compostela", "ESP", "settlement"),
    ("Costa Rica's government met in San José.", "San José", "CRI", "settlement"),
    ("Companies in San Jose, California, and Palo Alto laid off workers.", "San Jose", "USA", "settlement"),
    ("Floods hit Hyderabad and Karachi in Pakistan.", "Hyderabad", "PAK", "settlement"),
    ("Voters in Hyderabad, Mumbai and Delhi went to the polls.", "Hyderabad", "IND", "settlement"),
    ("The South Korean army found a boat off Goseong in Gangwon Province.", "Goseong", "KOR", None),
    ("The North Korean army fired from Kosong, North Korea.", "Kosong", "PRK", None),
    ("Trains between Birmingham and Manchester were late, said British officials.", "Birmingham", "GBR", "settlement"),
    ("The march from Selma to Montgomery passed Birmingham, Alabama.", "Birmingham", "USA", "settlement"),
    (
        "Ottawa and Ontario's towns of London and Hamilton sent help, said Canadian officials in Toronto.",
        "London",
        "CAN",
        "settlement",
    ),
    ("Troops moved from Valencia to Caracas in Venezuela.", "Valencia", "VEN", "settlement"),
    ("Floods hit Valencia and Madrid, the Spanish government said.", "Valencia", "ESP", "settlement"),
    ("Syria's army shelled Hama, Homs and Aleppo.", "Homs", "SYR", "settlement"),
    ("Officials in Victoria, British Columbia, called Vancouver.", "Victoria", "CAN", "settlement"),
    ("Alexandria and Cairo were quiet, Egyptian police said.", "Alexandria", "EGY", "settlement"),
    ("The Rapides Parish sheriff arrested him in Alexandria, Louisiana.", "Alexandria", "USA", "settlement"),
    ("Boats left Barcelona for Palma and Ibiza in Spain.", "Barcelona", "ESP", "settlement"),
    ("Naples and Rome closed their schools.", "Naples", "ITA", "settlement"),
    ("Hurricane warnings reached Naples, Tampa and Miami in Florida.", "Naples", "USA", "settlement"),
    ("Lagos and Abuja saw protests by Nigerians.", "Lagos", "NGA", "settlement"),
    ("Kinshasa, the capital of the DRC, was calm.", "DRC", "COD", "country"),
    ("Jordan and Israel reopened the Allenby Bridge.", "Jordan", "JOR", "country"),
    ("Washington, D.C., was calm.", "Washington", "USA", "settlement"),
]


@pytest.mark.parametrize(("text", "name", "country", "kind"), OBVIOUS)
def test_what_a_person_finds_obvious(text: str, name: str, country: str, kind: str | None) -> None:
    found = place(text, name)
    assert found.country == country
    assert kind in (None, found.kind)


# Names that several places bear, each told among words that leave no doubt: text, name, country.
NAMESAKES = [
    ("Georgia's parliament in Tbilisi voted on Monday.", "Georgia", "GEO"),
    ("Voters in Atlanta and across Georgia went to the polls.", "Georgia", "USA"),
    ("Georgia and Florida sent troops to the U.S. border.", "Georgia", "USA"),
    ("Georgia, Armenia and Azerbaijan signed the accord.", "Georgia", "GEO"),
    ("A gunman was shot in Paris, the French police said.", "Paris", "FRA"),
    ("The sheriff of Lamar County said a man drowned near Paris, Texas.", "Paris", "USA"),
    ("A tornado passed Dallas and Paris before it reached Arkansas.", "Paris", "USA"),
    ("Researchers in Cambridge and Boston found it.", "Cambridge", "USA"),
    ("A cyclist was killed in Cambridge, Cambridgeshire Police said.", "Cambridge", "GBR"),
    ("Militias fought in Tripoli and Misrata, the Libyan government said.", "Tripoli", "LBY"),
    ("Protesters marched in Santiago and Valparaíso.", "Santiago", "CHL"),
    ("A bomb went off in Santiago, the Dominican Republic's second city.", "Santiago", "DOM"),
    ("Santiago de Cuba and Havana were without power.", "Santiago de Cuba", "CUB"),
    ("Police in San José said the Costa Rican minister resigned.", "San José", "CRI"),
    ("San Jose and Oakland have closed shelters, California officials said.", "San Jose", "USA"),
    ("Two bombs killed 16 in Hyderabad, Indian police said.", "Hyderabad", "IND"),
    ("Sindh's second city, Hyderabad, lost power; Karachi did not, Pakistani officials said.", "Hyderabad", "PAK"),
    ("A fishing boat came ashore in Goseong, Gangwon Province, South Korea.", "Goseong", "KOR"),
    ("North Korean guards stood at Goseong, North Korea, across the line.", "Goseong", "PRK"),
    ("A fire in Birmingham spread, West Midlands Police said; trains from London stopped.", "Birmingham", "GBR"),
    ("Troops were flown from Montgomery to Birmingham, the Alabama governor said.", "Birmingham", "USA"),
    ("Valencia and Alicante were flooded, Spain's prime minister said.", "Valencia", "ESP"),
    ("Soldiers fired on crowds in Valencia, Maracay and Caracas.", "Valencia", "VEN"),
    ("Córdoba and Rosario were on strike, Argentine unions said.", "Córdoba", "ARG"),
    ("Trains from Seville to Córdoba stopped, Spanish officials said.", "Córdoba", "ESP"),
    ("A truck hit a crowd in Cordoba, in the Mexican state of Veracruz.", "Cordoba", "MEX"),
    ("The Nicaraguan city of Granada was calm; Managua was not.", "Granada", "NIC"),
    ("An earthquake shook Granada and Málaga in southern Spain.", "Granada", "ESP"),
    ("A storm struck Victoria and Nanaimo on Vancouver Island, Canada.", "Victoria", "CAN"),
    ("Fires burned across Victoria and New South Wales, Australian officials said.", "Victoria", "AUS"),
    ("The Seychelles president spoke in Victoria.", "Victoria", "SYC"),
    ("Gunmen shot two in Kingston, Jamaican police said.", "Kingston", "JAM"),
    ("The prison in Kingston, Ontario, was on lockdown.", "Kingston", "CAN"),
    ("Miners in Newcastle, New South Wales, went on strike.", "Newcastle", "AUS"),
    ("A ferry from Newcastle to Amsterdam caught fire off Tyneside, British police said.", "Newcastle", "GBR"),
    ("Four students were stabbed in Moscow, Idaho.", "Moscow", "USA"),
    ("Moscow and Kyiv exchanged prisoners.", "Moscow", "RUS"),
    ("Drones hit Odessa and Mykolaiv, Ukraine said.", "Odessa", "UKR"),
    ("A gunman shot seven between Midland and Odessa in Texas.", "Odessa", "USA"),
    ("A church was bombed in Alexandria, Egypt.", "Alexandria", "EGY"),
    ("A gunman shot at congressmen in Alexandria, Virginia.", "Alexandria", "USA"),
    ("Riot police in Athens fired tear gas, the Greek government said.", "Athens", "GRC"),
    ("Students in Athens, Georgia, mourned.", "Athens", "USA"),
    ("A plane crashed near Rome, Georgia.", "Rome", "USA"),
    ("Migrants were brought to Rome from Lampedusa.", "Rome", "ITA"),
    ("Congo's army fought M23 rebels near Goma.", "Congo", "COD"),
    ("The president of the Republic of the Congo spoke in Brazzaville.", "Republic of the Congo", "COG"),
    ("Soldiers seized power in Conakry, Guinea.", "Guinea", "GIN"),
    ("Guinea-Bissau's president was shot at in Bissau.", "Guinea-Bissau", "GNB"),
    ("Equatorial Guinea expelled the envoy from Malabo.", "Equatorial Guinea", "GNQ"),
    ("Papua New Guinea sent police to Port Moresby.", "Papua New Guinea", "PNG"),
    ("Niger closed its border with Nigeria; soldiers in Niamey fired.", "Niger", "NER"),
    ("Gunmen abducted pupils in Niger State, Nigeria.", "Niger State", "NGA"),
    ("Sudan and South Sudan agreed on Abyei.", "Sudan", "SDN"),
    ("Sudan's army bombed Khartoum.", "Sudan", "SDN"),
    ("Fighting in South Sudan reached Juba.", "South Sudan", "SSD"),
    ("Macedonia changed its name; Skopje voted.", "Macedonia", "MKD"),
    ("Farmers in Punjab blocked trains to Delhi and Haryana.", "Punjab", "IND"),
    ("Imran Khan's party won in Punjab; Lahore celebrated, Pakistani media said.", "Punjab", "PAK"),
    ("The Greek team played in Sparta near Tripoli and Kalamata.", "Sparta", "GRC"),
    ("A fire in Sparta, Wisconsin, killed two.", "Sparta", "USA"),
    ("A shooting in Vancouver, Washington, near Portland, Oregon.", "Vancouver", "USA"),
    ("Firefighters died in Worcester, Massachusetts.", "Worcester", "USA"),
    ("The Severn flooded Worcester and Gloucester in England.", "Worcester", "GBR"),
    ("A siege in Perth ended, Australian police said.", "Perth", "AUS"),
    ("A man was charged in Perth, and another in Dundee, Police Scotland said.", "Perth", "GBR"),
    ("Shelling hit Homs.", "Homs", "SYR"),
    ("The Lebanese army entered Tyre and Sidon.", "Tyre", "LBN"),
    ("St. Petersburg and Tampa, Florida, were evacuated.", "St. Petersburg", "USA"),
    ("Navalny's supporters marched in Moscow and St. Petersburg.", "St. Petersburg", "RUS"),
    ("Manchester, New Hampshire, held its primary.", "Manchester", "USA"),
    ("Troops left Salvador and Recife, Brazil said.", "Salvador", "BRA"),
    ("El Salvador declared an emergency in San Salvador.", "El Salvador", "SLV"),
    ("Lima and Cusco were calm, Peruvian police said.", "Lima", "PER"),
    ("A crash near Lima, Ohio, killed three.", "Lima", "USA"),
    ("Dublin, Ohio, police arrested him.", "Dublin", "USA"),
    ("The Taoiseach spoke in Dublin.", "Dublin", "IRL"),
    ("Wellington, New Zealand, shook.", "Wellington", "NZL"),
    ("San Juan, Puerto Rico, lost power.", "San Juan", "PRI"),
    ("La Paz and El Alto were blocked by miners, Bolivia said.", "La Paz", "BOL"),
    ("Tourists were shot in La Paz and Los Cabos, Mexico.", "La Paz", "MEX"),
    ("Troops from Florence, Italy, left.", "Florence", "ITA"),
    ("Barcelona and Puerto La Cruz lost power, Venezuelan officials said.", "Barcelona", "VEN"),
    ("Mérida and San Cristóbal saw clashes, Venezuela's opposition said.", "Mérida", "VEN"),
    ("Mérida and Cancún were hit by the hurricane in Mexico.", "Mérida", "MEX"),
    ("León and Managua were barricaded, Nicaraguan students said.", "León", "NIC"),
    ("Gunmen killed six in León and Celaya, Guanajuato.", "León", "MEX"),
    ("Bombs hit Sanaa and Taiz.", "Taiz", "YEM"),
    ("Toledo, Ohio, and Cleveland closed schools.", "Toledo", "USA"),
    ("Melbourne, Florida, was evacuated before the launch.", "Melbourne", "USA"),
    ("Naypyidaw and Yangon were calm.", "Yangon", "MMR"),
    ("Mecca and Medina were closed, Saudi Arabia said.", "Medina", "SAU"),
    ("Hamilton, Bermuda, was hit by the storm.", "Hamilton", "BMU"),
    ("Police in Lincoln and Omaha, Nebraska.", "Lincoln", "USA"),
    ("Richmond and Norfolk, Virginia, were flooded.", "Richmond", "USA"),
    ("Aden and Mukalla fell to the separatists, Yemen said.", "Aden", "YEM"),
    ("Salamanca and Irapuato in Guanajuato saw killings, Mexican police said.", "Salamanca", "MEX"),
    ("Halabja and Sulaymaniyah in Iraq.", "Halabja", "IRQ"),
    ("Bombers struck Baghdad, Mosul and Samarra.", "Samarra", "IRQ"),
    ("Tyre was shelled by Israel, and Nabatieh too.", "Tyre", "LBN"),
    ("Guyana and Venezuela met over Georgetown's claim to Essequibo.", "Georgetown", "GUY"),
    ("Monrovia and Freetown sent doctors.", "Monrovia", "LBR"),
    ("Monrovia and Pasadena, California, closed schools.", "Monrovia", "USA"),
    ("Rebels entered Bukavu from Rwanda; residents fled to Burundi.", "Bukavu", "COD"),
    ("Al-Shabaab attacked Mandera and Garissa, Kenya.", "Mandera", "KEN"),
    ("The Serbian army left Kosovo; Pristina celebrated.", "Kosovo", "XKX"),
    ("The Dominican Republic closed its border with Haiti.", "Dominican Republic", "DOM"),
    ("Dominica was hit by Hurricane Maria; Roseau was cut off.", "Dominica", "DMA"),
    ("In London, Canada said that it would sign.", "London", "GBR"),
]


@pytest.mark.parametrize(("text", "name", "country"), NAMESAKES)
def test_namesakes(text: str, name: str, country: str) -> None:
    assert place(text, name).country == country


def test_both_sides_of_the_line() -> None:
    south = place("A boat was found near Goseong, South Korea.", "Goseong")
    north = place("A boat was found near Goseong, North Korea.", "Goseong")
    assert (south.country, north.country) == ("KOR", "PRK")


def test_the_containers_own_country_is_kept_apart_in_one_report() -> None:
    text = "He moved from Paris, France, to Paris, Texas."
    assert [p.country for p in places(text) if p.text == "Paris"] == ["FRA", "USA"]


def test_one_sense_a_report() -> None:
    text = "The court in Paris, Texas, met. Residents of Paris were pleased. Paris has two courts."
    assert {p.place for p in places(text) if p.text == "Paris"} == {"geonames:4717560"}


def test_the_publisher_says_where() -> None:
    text = "A man was held in Hamilton on Monday."
    assert place(text, "Hamilton", url="https://www.stuff.co.nz/news/1").country == "NZL"
    assert place(text, "Hamilton", url="https://www.cbc.ca/news/1").country == "CAN"
    assert place(text, "Hamilton", source="example.com", extra={"publisher": "The New Zealand Wire"}).country == "NZL"


CONTRACT = [
    ("Military Demarcation Line", "precedent:military-demarcation-line", "border", None, 38.0, 127.3, 125, None),
    ("China", "geonames:1814991", "country", "CHN", 35.0, 105.0, 2200, 1814991),
    ("Panmunjom", "precedent:panmunjom", "settlement", "PRK", 37.956, 126.677, 1, None),
]


@pytest.mark.parametrize(("name", "id_", "kind", "country", "lat", "lon", "radius", "geonameid"), CONTRACT)
def test_places_of_the_worked_example(name, id_, kind, country, lat, lon, radius, geonameid) -> None:
    found = place(f"A soldier crossed near the {name} on Sunday, and another fled through {name}.", name)
    assert (found.place, found.kind, found.country, found.lat, found.lon, found.radius_km, found.geonameid) == (
        id_, kind, country, lat, lon, radius, geonameid,
    )  # fmt: skip


ACTS = [
    ("Pyongyang said it had fired two missiles.", "Pyongyang", True),
    ("Pyongyang has repeatedly rejected the offer.", "Pyongyang", True),
    ("The launch was condemned by Tokyo.", "Tokyo", True),
    ("The White House condemned the attack.", "White House", True),
    ("He lives in Pyongyang.", "Pyongyang", False),
    ("A parade was held in Pyongyang, state media said.", "Pyongyang", False),
    ("Iran accused Israel of the attack.", "Iran", True),
    ("Iran accused Israel of the attack.", "Israel", False),
]


@pytest.mark.parametrize(("text", "name", "acts"), ACTS)
def test_a_capital_or_country_that_speaks_is_an_actor(text: str, name: str, acts: bool) -> None:
    assert place(text, name).as_actor is acts


def test_probabilities_add_up_and_come_likeliest_first() -> None:
    found = place("He was seen in Springfield on Monday.", "Springfield")
    odds = [c.p for c in found.candidates]
    assert odds == sorted(odds, reverse=True)
    assert 0 < sum(odds) <= 1
    assert found.candidates[0].place == found.place


def test_a_proper_name_without_an_entry_is_a_place_without_an_id() -> None:
    found = place("Three people died in Qwertyham, Sudan, on Monday.", "Qwertyham")
    assert (found.place, found.lat, found.kind) == (None, None, None)
    assert found.name == "Qwertyham"


def test_demonyms_are_no_places() -> None:
    assert places("South Korean and American officials met Iraqis.") == ()


def test_order_of_sentences_does_not_matter_to_the_senses() -> None:
    said = ["Police came to Athens.", "The Clarke County sheriff spoke.", "Atlanta sent help."]
    senses = {
        tuple(sorted((p.text, p.place) for p in places(" ".join(order)))) for order in permutations(said)
    }  # the same names mean the same places
    assert len(senses) == 1


def test_spans_are_true_to_the_text() -> None:
    text = "Troops left Sana'a for al-Hudaydah; in Malmö, São Paulo and N'Djamena people marched."
    for found in places(text):
        assert text[found.start : found.end] == found.text
    assert {"Malmö", "São Paulo"} <= {p.text for p in places(text)}
