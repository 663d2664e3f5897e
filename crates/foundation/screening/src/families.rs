//! Families of given names: spellings across languages, short and pet names. Each line is one family; a part may stand in
//! several. Common knowledge of the field, written for this project.

use std::{collections::HashMap, sync::OnceLock};

const FAMILIES: &str = "
muhammad mohammed mohamed mohammad mohamad muhammed mohamet mehmet mehmed mamadou mamadu muhamed mahamat mouhamed mohd md
ahmad ahmed ahmet achmad amadou hamad
yusuf youssef yousef yusif yousuf josef joseph jose giuseppe josip iosif youssouf joe pepe
ibrahim ebrahim ibraheem abraham ibrahima brahim
ali aly aliou
hussein husain hussain hossein husayn hossain houssein hosein
hasan hassan hassane
umar omar omer oumar
usman osman othman uthman ousmane
abdullah abdallah abdulla abdoulaye abdalla
abdulrahman abdurrahman abderrahmane abdelrahman abdirahman abdourahmane
khalid khaled halid
said sayed saeed sayid seyed syed sayyid saeid
fatima fatma fatoumata fatimah fadma fatemeh
aisha ayesha aicha aysha aissatou ayse
maryam mariam mary maria marie miriam meryem mariama
zaynab zainab zeinab zeynep
khadija khadidja hadiza kadija khadijah
musa moussa mousa moses moshe
isa issa eisa
ismail ismael ishmael smail
suleiman sulaiman soleyman souleymane solomon suleyman
dawud daoud david dawood davit
yaqub yacoub jacob yakub yaqoob jakob jacques jakub
ishaq isaac ishak isak
yahya yehia yahia john
nur noor nour
jamal gamal djamel jamel
kareem karim kerim
mustafa mostafa mustapha moustapha
mahmud mahmoud mahmood
alexander aleksandr oleksandr alexandr aleksander alexandre alessandro alejandro iskander sasha alex sandro aliaksandr
alexei aleksei alexey oleksiy aleksey alexis alyosha
sergei sergey serhii serhiy serge sergio siarhei
andrei andrey andriy andrew andreas andre andrea andy
mikhail michael mykhailo michel miguel mihail mihai mike mick misha michal mikael
nikolai nikolay mykola nicholas nicolas nick nikola nikolaus kolya
dmitri dmitry dmytro dimitri dima
vladimir volodymyr vova uladzimir
vasily vasyl basil vasilios vassily
peter petr petro pyotr pierre pedro pietro pete piotr petar
paul pavel pavlo pablo paolo pawel
ivan ioan john johann johannes jean juan giovanni jan ian hans joao jovan jon johnny jack yohannes janos
yevgeny evgeny eugene yevhen eugenio evgenii yevgeniy
yuri yury yuriy iurii george
georgy georgi george georges jorge giorgio georg giorgi jerzy jiri heorhii
fyodor fedor theodore fedir
konstantin kostiantyn constantine
anatoly anatolii anatoliy
anastasia nastya anastasiya
yekaterina ekaterina katherine catherine kateryna katarina caterina kate katie kathy katya kat
yelena elena olena helen helena ellen alena
natalia nataliya natasha natalya nathalie
svetlana svitlana
oksana ksenia xenia
robert bob bobby rob roberto
william bill billy will guillermo wilhelm guillaume willy liam
richard rick dick ricardo rich
james jim jimmy jamie santiago jaime
thomas tom tommy tomas tomasz
elizabeth liz lizzy beth betty elisabeth elisabetta isabel lisa yelizaveta
margaret maggie meg peggy margarita marguerite
edward ed eddie ted eduardo edouard eduard
theodore ted theo teddy
charles charlie carlos carlo karl chuck karol
christopher chris cristobal christophe kristof
stephen steven steve stefan stephan esteban etienne stepan
anthony tony antonio anton antoine antoni
joseph joe joey
daniel dan danny daniele
benjamin ben benny binyamin bibi benyamin
samuel sam sammy
matthew matt mateo matthias matthieu mathew matvei
lawrence larry laurence laurent lorenzo
henry harry henri enrique heinrich hank
francis frank francois francisco francesco franz frantisek
frederick fred frederic friedrich federico
philip phil philippe felipe filip filippo
ronald ron ronnie
donald don donnie
kenneth ken kenny
patrick pat paddy
gregory greg grigory hryhorii
susan sue susie suzanne
deborah deb debbie
jennifer jen jenny
jessica jess jessie
rebecca becky
victoria vicky viktoria
abebe abeba
tesfaye tesfay
haile hayle
gebre gebru
tekle takle
kyaw kyo
aung ong
wang wong
zhang chang cheung
chen chan chin
li lee lei
liu lau
huang wong hwang
zhou chow chou
xu hsu
zheng cheng
zhao chao chiu
wu ng
yang yeung young
lin lam lim
zedong tsetung
jieshi kaishek
enlai enlai
xiaoping hsiaoping
kim gim
park pak bak
lee yi ri rhee i
choi choe
jung jeong chung
yun yoon
cho jo
im lim rim
";

fn table() -> &'static HashMap<&'static str, Vec<u16>> {
    static TABLE: OnceLock<HashMap<&'static str, Vec<u16>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Vec<u16>> = HashMap::new();
        for (family, line) in (0_u16..).zip(FAMILIES.trim().lines()) {
            for name in line.split(' ') {
                table.entry(name).or_default().push(family);
            }
        }
        table
    })
}

/// The families a part belongs to.
pub fn of(part: &str) -> &'static [u16] {
    table().get(part).map_or(&[], Vec::as_slice)
}

/// The other names of a part's families.
pub fn relatives(part: &str) -> impl Iterator<Item = &'static str> {
    let families = of(part);
    let lines = FAMILIES.trim().lines();
    lines
        .enumerate()
        .filter(|(family, _)| u16::try_from(*family).is_ok_and(|family| families.contains(&family)))
        .flat_map(|(_, line)| line.split(' '))
}

/// Whether two parts share a family.
pub fn share(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|family| b.contains(family))
}
