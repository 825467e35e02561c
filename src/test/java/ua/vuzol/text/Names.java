package ua.vuzol.text;

import java.util.Random;

/** Full names made of words that the detector's sample does not hold. */
final class Names {
    private static final String[] UKRAINIAN_SURNAMES = ("Багалій Безкровний Бережний Бойчук Братусь Буряк Ващук Верес"
                    + " Вітренко Войтович Гаврилишин Гладкий Глушко Голуб Городецький Грушевський Гулак Дацюк Деркач"
                    + " Джус Драгоманов Дроб'язко Жадан Задорожний Згурський Зеленко Кармелюк Кийко Коцюбинський"
                    + " Кропива Крушельницький Кульчицький Лебідь Лозинський Маланчук Маркевич Мирний Наконечний"
                    + " Недашківський Оверченко Омельченко Пархоменко Перебийніс Плющ Погребняк Репетій Рильський"
                    + " Самійленко Свистун Сич Скоропадський Слюсар Стус Сікорський Тичина Томенко Труш Турчин Тютюнник"
                    + " Удовенко Українець Федькович Філіпчук Франко Хвильовий Цибуля Цюпа Чепурний Черняхівський"
                    + " Чуб Шаблій Шелест Шеремет Шухевич Щур Щоголів Юхименко Явір Ятченко Ґрещук Їжакевич")
            .split(" ");
    private static final String[] UKRAINIAN_GIVEN =
            "Адам Северин Августин Всеволод Тимофій Пилип Кузьма Лука Северина Богдана Діана Лесь Леся Оленка Мирон Гнат"
                    .split(" ");
    private static final String[] UKRAINIAN_PATRONYMICS =
            "Адамович Северинівна Всеволодович Тимофійович Пилипівна Кузьмич Миронович Гнатівна Тимофіївна Лукич Йосипович"
                    .split(" ");
    private static final String[] RUSSIAN_SURNAMES =
            ("Агеев Астафьев Бабушкин Безруков Бессонов Бояринов Бурков Вавилов"
                            + " Вершинин Вишняков Гладышев Глинский Глухов Горелов Губанов Гуляев Дегтярёв Долгов Дьячков Жилин"
                            + " Завьялов Золотов Зыков Игумнов Капустин Кожевников Корнилов Круглов Лапшин Лыткин Мещеряков"
                            + " Мясников Наумкин Нечаев Озеров Окунев Пахомов Первушин Пугачёв Рожков Русанов Рыжов Самсонов"
                            + " Селезнёв Сазонов Ситников Сысоев Третьяков Туманов Тюрин Уваров Устинов Хромов Чеботарёв"
                            + " Черкасов Чистяков Шестаков Широков Шубин Щукин Юшков Язов")
                    .split(" ");
    private static final String[] RUSSIAN_GIVEN =
            "Глеб Всеволод Степан Егор Родион Трофим Ефим Полина Инесса Маргарита Вероника Матвей Пелагея".split(" ");
    private static final String[] RUSSIAN_PATRONYMICS =
            "Глебович Егоровна Степановна Матвеевич Родионович Ефимовна Тимофеевич Витальевна Олеговна Максимович"
                    .split(" ");

    private Names() {}

    static String ukrainian(Random random) {
        return name(random, UKRAINIAN_SURNAMES, UKRAINIAN_GIVEN, UKRAINIAN_PATRONYMICS);
    }

    static String russian(Random random) {
        return name(random, RUSSIAN_SURNAMES, RUSSIAN_GIVEN, RUSSIAN_PATRONYMICS);
    }

    private static String name(Random random, String[]... parts) {
        StringBuilder name = new StringBuilder();
        for (String[] words : parts) {
            name.append(name.isEmpty() ? "" : "^").append(words[random.nextInt(words.length)]);
        }
        return name.toString();
    }
}
